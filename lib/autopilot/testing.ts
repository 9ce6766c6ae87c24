// For tests of what comes after the proof: as if these topics had earned this threshold at every budget.
import type { Tx } from '#db/client.ts';
import { autopilotEarned } from '#db/schema.ts';
import { BUDGETS } from './budgets.ts';
import type { Answer, PooledTopic, Results } from './results.ts';

export async function earnForTest(
  tx: Tx,
  of: { answerer: string; modelVersion: string; percent: number; topics: string[]; demo?: boolean },
): Promise<void> {
  const answer: Answer = {
    threshold: of.percent,
    start: 90,
    judged: 100,
    changed: 0,
    rate: 0,
    bound: 0.0295,
    missing: null,
  };
  const pooled: PooledTopic = { fit: 'pooled', p: 1, judged: 20, changed: 0 };
  const all = <T>(value: T) => Object.fromEntries(BUDGETS.map((budget) => [budget, value]));
  const results: Results = {
    judged: 100,
    changed: 0,
    taught: 0,
    pool: all(answer),
    topics: Object.fromEntries(of.topics.map((key) => [key, { own: all(answer), pooled: all(pooled) }])),
  };
  const row = { answerer: of.answerer, modelVersion: of.modelVersion, results, computedAt: new Date() };
  await tx
    .insert(autopilotEarned)
    .values({ demo: of.demo ?? false, ...row })
    .onConflictDoUpdate({ target: autopilotEarned.demo, set: row });
}
