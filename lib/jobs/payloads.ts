// What each job carries: ids only, so that a handler reads the state of now.
import { z } from 'zod';

const id = z.number().int().positive();

export const payloads = {
  /** A raw message is stored: parse, guard, thread it. */
  'mail.received': z.object({ rawMessageId: id }),
  /** An inbound message is in its conversation: run the AI. */
  'message.received': z.object({ messageId: id }),
  /** A row of the outbox may be due. */
  'outbox.ready': z.object({ outboxId: id }),
  /** A replay has cases left: work on it for a while, then ask for more time. */
  'replay.run': z.object({ replayId: id }),
} as const;

export type JobName = keyof typeof payloads;
export type Payload<N extends JobName> = z.infer<(typeof payloads)[N]>;
