// The end of a replay, however it came: the report of what was done, in the same transaction.
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { replayCases, replays } from '#db/schema.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { compared, type ReportCase, reportOf } from './report.ts';

/** Only the first end counts. @param error in words, for `failed`. */
export async function finishReplay(
  tx: Tx,
  id: number,
  status: 'done' | 'cancelled' | 'failed',
  error: string | null = null,
): Promise<void> {
  const cases = await tx
    .select({
      action: replayCases.action,
      eligible: replayCases.eligible,
      confidence: replayCases.confidence,
      verdict: replayCases.verdict,
      wrong: replayCases.wrong,
      byReview: replayCases.byReview,
      newerSource: replayCases.newerSource,
      failed: replayCases.failed,
      ms: replayCases.ms,
      tokensIn: replayCases.tokensIn,
      tokensOut: replayCases.tokensOut,
      costUsd: replayCases.costUsd,
      sameAsReviewed: replayCases.sameAsReviewed,
      today: replayCases.today,
      differs: replayCases.differs,
    })
    .from(replayCases)
    .where(and(eq(replayCases.replayId, id), isNotNull(replayCases.finishedAt)));
  const beside = cases.flatMap(({ today, differs, ...side }) =>
    today ? [{ side, today: today satisfies ReportCase, differs }] : [],
  );
  const report = { ...reportOf(cases), ...(beside.length > 0 ? { compared: compared(beside) } : {}) };
  const [ended] = await tx
    .update(replays)
    .set({
      status,
      error,
      report,
      finishedAt: new Date(),
      leaseUntil: null,
      // Only what was replayed to its end can be saved.
      ...(status === 'done' ? {} : { keySealed: null }),
    })
    .where(and(eq(replays.id, id), inArray(replays.status, ['waiting', 'running'])))
    .returning({ settings: replays.settings });
  if (ended?.settings.source === 'reviews') await recountAll(tx);
}
