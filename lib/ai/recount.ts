// Keeps what is earned true: counted anew after reviews and settings, taken away when the numbers leave the budget.
import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import { loadResults, recount } from '#lib/autopilot/recount.ts';
import type { Results } from '#lib/autopilot/results.ts';
import { demoIsIn } from '#lib/autopilot/trust.ts';
import { tripBreaker } from '#lib/autopilot/watch.ts';
import { log } from '#lib/platform/log.ts';
import { answererOfSetting } from './answerer.ts';
import { loadScorer } from './own-confidence.ts';

/** Call in the transaction of whatever changed a setting. */
export async function recountAll(tx: Tx, now = new Date()): Promise<void> {
  const answerer = await currentAnswerer(tx);
  for (const demo of await scopes(tx)) await recount(tx, await loadScorer(tx, { demo, answerer }), { demo, now });
}

/** Every minute: first the breaker, then the count where there is something new to count. */
export async function keepHonest(now = new Date()): Promise<void> {
  await db().transaction(async (tx) => {
    const tripped: string[] = [];
    for (const demo of await scopes(tx)) tripped.push(...(await tripBreaker(tx, { demo, now })));
    if (tripped.length > 0) log.warn({ tripped }, 'autopilot left its error budget and asks again');
    if (tripped.length > 0 || (await somethingNew(tx, now))) await recountAll(tx, now);
  });
}

export async function currentAnswerer(tx: Tx): Promise<string> {
  const [row] = await tx
    .select({ engine: workspace.aiEngine, guidance: workspace.aiGuidance })
    .from(workspace)
    .where(eq(workspace.id, 1));
  return answererOfSetting(row?.engine ?? { provider: 'builtin' }, row?.guidance ?? '');
}

/** For the Autopilot page: what is proved for whoever answers now; counted first where it never was. `demo`: with the made-up reviews. */
export async function loadProof(): Promise<{ results: Results; demo: boolean; computedAt: Date }> {
  const demo = await demoIsIn(db());
  const answerer = await currentAnswerer(db());
  const { version: modelVersion } = await loadScorer(db(), { demo, answerer });
  const kept = await loadResults(db(), { demo, answerer, modelVersion });
  if (kept) return { ...kept, demo };
  await db().transaction((tx) => recountAll(tx));
  const counted = await loadResults(db(), { demo, answerer, modelVersion });
  if (!counted) throw new Error('the count was lost');
  return { ...counted, demo };
}

async function scopes(tx: Tx): Promise<boolean[]> {
  return (await demoIsIn(tx)) ? [false, true] : [false];
}

/** A review or an audit was decided since the last count, or that count is getting old (articles, undone reviews, time itself). */
async function somethingNew(tx: Tx, now: Date): Promise<boolean> {
  const [row] = await tx.execute<{ stale: boolean }>(sql`
    select coalesce(min(computed_at) < ${now.toISOString()}::timestamptz - interval '10 minutes'
      or min(computed_at) < (select max(decided_at) from reviews where decided_at is not null)
      or min(computed_at) < (select max(decided_at) from audits where decided_at is not null), true) as stale
    from autopilot_earned`);
  return row?.stale ?? true;
}
