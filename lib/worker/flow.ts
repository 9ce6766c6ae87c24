// THE flow chart: which job runs what. Read it with the spine in the README; a handler is one call into the domain that owns it.
import { db } from '#db/client.ts';
import { askBeforeLeaving } from '#lib/ai/leave.ts';
import { runAi } from '#lib/ai/pipeline.ts';
import { processRawMessage } from '#lib/inbound/process.ts';
import type { JobName, Payload } from '#lib/jobs/payloads.ts';
import { type Pace, work } from '#lib/jobs/work.ts';
import { deliverReply } from '#lib/outbox/deliver.ts';
import { runReplay } from '#lib/replay/run.ts';
import { answerByMail } from '#lib/reviews/answer-by-mail.ts';
import { markStaleReviews } from '#lib/reviews/stale.ts';

/** Handlers run in order; each is safe to run again, because a job may come twice. */
type Step<N extends JobName> = { pace: Pace; run: ((payload: Payload<N>) => Promise<unknown>)[] };

export const flow: { [N in JobName]: Step<N> } = {
  // A raw message is stored: parse, guard, thread. Next: message.received, or for a colleague's answer outbox.ready.
  'mail.received': {
    pace: { atOnce: 8 },
    run: [({ rawMessageId }) => processRawMessage(rawMessageId, { answerByMail })],
  },
  // The customer's message is in its conversation: what waited for an older one is void, then the AI. Next: outbox.ready, Review, or a person.
  'message.received': {
    pace: { atOnce: 4, slow: true, after: 'mail.received' },
    run: [
      ({ messageId }) => db().transaction((tx) => markStaleReviews(tx, messageId)),
      ({ messageId }) => runAi(messageId),
    ],
  },
  // A reply may be due: one that waited is put to the gate once more; then claim, compose, deliver.
  'outbox.ready': {
    // More than one slow server can hold: lib/outbox/policy.ts lets it have three.
    pace: { atOnce: 8, slow: true, timed: true },
    run: [({ outboxId }) => askBeforeLeaving(outboxId), ({ outboxId }) => deliverReply(outboxId)],
  },
  // Past messages, read only, a few seconds at a time. Next: replay.run until none is left.
  'replay.run': {
    pace: { atOnce: 1, slow: true },
    run: [({ replayId }) => runReplay(replayId)],
  },
};

export async function startFlow(): Promise<void> {
  await Promise.all((Object.keys(flow) as JobName[]).map((name) => startStep(name)));
}

function startStep<N extends JobName>(name: N): Promise<void> {
  const { pace, run }: Step<N> = flow[name];
  return work(name, pace, async (payload) => {
    for (const handle of run) await handle(payload);
  });
}
