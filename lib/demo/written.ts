// What the writers of the demo hand to each other.
import type { Source } from './knowledge.ts';
import type { DemoPeople } from './people.ts';
import type { PlannedConversation, PlannedMessage, PlannedRun } from './plan.ts';
import type { Random } from './random.ts';

export type Place = {
  people: DemoPeople;
  sources: Map<string, Source>;
  mailboxId: number;
  mailbox: string;
  random: Random;
};
/** A message with the ids that it got. `runId` etc. are there where the AI ran on it. */
export type Written = {
  conversationId: number;
  conversation: PlannedConversation;
  message: PlannedMessage;
  id: number;
  /** The AI run that this message answers, for outbound ones that came of it. */
  of: { run: PlannedRun; inboundId: number } | null;
};
