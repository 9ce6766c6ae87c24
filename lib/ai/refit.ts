// Refits this workspace's confidence on what its reviewers did. What is fitted and how is lib/autopilot/fit.ts; this loads and stores.
import { sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { confidenceModels } from '#db/schema.ts';
import { corrected } from '#lib/autopilot/confidence-model.ts';
import { type Example, fitConfidence, logLoss } from '#lib/autopilot/fit.ts';
import { teaches } from '#lib/autopilot/scorer.ts';
import { loadOwnConfidence } from './own-confidence.ts';
import { priorColumns, priorLogOdds } from './prior.ts';
import { currentAnswerer, recountAll } from './recount.ts';

/** Reviews that teach (a third of all) before the first fit, and new ones before the next. */
const ENOUGH = 60;
const NEW = 20;
/** The newest this many are used. */
const MOST = 2000;
/** The newest fifth is held back to see whether the fit is any better than the shipped model. */
const HELD_BACK = 0.2;

export type Refit = { outcome: 'fitted' | 'no_better' | 'not_enough' | 'up_to_date'; reviews: number };

type Taught = Example & { decidedAt: number };

/** Safe beside itself: a second one waits and then finds everything up to date. Real reviews only; the demo teaches nothing. */
export async function refitConfidence(now = new Date()): Promise<Refit> {
  return db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('tandem.refit'))`);
    const answerer = await currentAnswerer(tx);
    const ids = await teachers(tx, answerer);
    const last = await loadOwnConfidence(tx, { demo: false, answerer });
    const since = last?.trainedThrough.getTime() ?? 0;
    if (ids.length < ENOUGH) return { outcome: 'not_enough', reviews: ids.length };
    if (ids.filter(({ decidedAt }) => decidedAt > since).length < NEW)
      return { outcome: 'up_to_date', reviews: ids.length };
    const examples = await loadExamples(tx, ids);
    const held = examples.slice(Math.floor(examples.length * (1 - HELD_BACK)));
    const trial = fitConfidence(examples.slice(0, examples.length - held.length), priorColumns);
    const tried = logLoss(
      held.map((one) => ({ ...one, probability: corrected(trial, one.prior, one.features, one.topic) })),
    );
    const shipped = logLoss(held.map((one) => ({ ...one, probability: 1 / (1 + Math.exp(-one.prior)) })));
    // An older fit of ours is replaced all the same: it knows less than this one.
    if (tried >= shipped && !last) return { outcome: 'no_better', reviews: examples.length };
    await tx.insert(confidenceModels).values({
      version: `own-${now.getTime().toString(36)}`,
      answerer,
      model: fitConfidence(examples, priorColumns),
      reviews: examples.length,
      logLoss: tried,
      priorLogLoss: shipped,
      trainedThrough: new Date(Math.max(...examples.map(({ decidedAt }) => decidedAt))),
    });
    await recountAll(tx, now);
    return { outcome: 'fitted', reviews: examples.length };
  });
}

/**
 * Newest first, ids alone: features are big, and two thirds of the reviews do not teach. What rests on solved conversations does not: its features are about
 * a help center that has no answer.
 */
async function teachers(tx: Tx, answerer: string): Promise<{ proposalId: number; decidedAt: number }[]> {
  const rows = await tx.execute<{ proposalId: number; conversationId: number; decidedAt: number }>(sql`
    select r.proposal_id::float8 as "proposalId", d.conversation_id::float8 as "conversationId",
      extract(epoch from r.decided_at)::float8 * 1000 as "decidedAt"
    from reviews r join decisions d on d.proposal_id = r.proposal_id
    where r.decided_at is not null and r.unchanged is not null and not d.demo and d.answerer = ${answerer}
      and not d.reasons @> '[{"code": "solved_source"}]'
    order by r.decided_at desc limit ${MOST * 3}`);
  return [...rows].filter(({ conversationId }) => teaches(conversationId)).slice(0, MOST);
}

/** Oldest first. */
async function loadExamples(tx: Tx, ids: { proposalId: number }[]): Promise<Taught[]> {
  const list = sql.join(
    ids.map(({ proposalId }) => sql`${proposalId}`),
    sql`, `,
  );
  const rows = await tx.execute<{
    features: Record<string, number>;
    topic: string | null;
    kept: boolean;
    decidedAt: number;
  }>(sql`
    select p.features, p.topic, r.unchanged as kept, extract(epoch from r.decided_at)::float8 * 1000 as "decidedAt"
    from reviews r join proposals p on p.id = r.proposal_id where r.proposal_id in (${list}) order by r.decided_at`);
  return [...rows].map((row) => ({ ...row, prior: priorLogOdds(row.features) }));
}
