// From the proof to what is earned: for the workspace and each topic, at every stop of the budget slider. Pure.
import { ALPHA } from './binomial.ts';
import { BUDGETS, type Budget } from './budgets.ts';
import type { Carried } from './carried.ts';
import type { Evidence, Proof } from './evidence.ts';
import { type Missing, whatIsMissing } from './missing.ts';
import type { Piece } from './piece.ts';
import { type Counts, type Fit, fitsPool } from './pooling.ts';
import { type Earned, earnedThreshold, percentOf, stepsOf } from './threshold.ts';
import { weightsOf } from './weights.ts';

export type Answer = Earned & { missing: Missing | null };
export type PooledTopic = Counts & { fit: Fit; p: number };
export type TopicResults = { own: Record<number, Answer>; pooled: Record<number, PooledTopic> };
export type Results = {
  /** Reviews that count, and those of them that were changed or refused. */
  judged: number;
  changed: number;
  /** Reviews that the model learnt from and that therefore prove nothing. */
  taught: number;
  /** Reviews that a replay carried over, and whether anything is earned by them; counts kept from before know nothing of it. */
  carried?: (Carried & { used: boolean }) | null;
  pool: Record<number, Answer>;
  /** By key; '' is no topic. */
  topics: Record<string, TopicResults>;
};

/**
 * Where reviews were carried over there are two proofs, and either will do: all together, or who answers now by its own reviews. They share the 5%
 * (Bonferroni), most of it for the second: what is carried over comes in hundreds, and what it lacks at 1% is a fraction of that. So a replay that finds
 * many drafts written otherwise costs little, and never more than its own reviews can make good.
 */
const SHARES = { together: ALPHA / 5, alone: (ALPHA * 4) / 5 };

/** @param apart topics with a budget of their own: they prove it themselves and are no part of the pool. */
export function resultsOf({ carried, ...own }: Evidence, apart: Set<string>): Results {
  if (!carried) return { ...resultsAt(own, apart, ALPHA), carried: null };
  const together = resultsAt(carried.together, apart, SHARES.together);
  const alone = resultsAt(own, apart, SHARES.alone);
  const better = (a: Answer | undefined, b: Answer) =>
    a?.threshold != null && (b.threshold === null || a.threshold <= b.threshold) ? a : b;
  const pool = byBudget((budget) => better(together.pool[budget], alone.pool[budget] ?? NOTHING_YET));
  const leans = (budget: Budget) => pool[budget] === together.pool[budget];
  const keys = [...new Set([...Object.keys(together.topics), ...Object.keys(alone.topics)])];
  const topics = keys.map((key): [string, TopicResults] => {
    const [a, b] = [together.topics[key], alone.topics[key]];
    return [
      key,
      {
        own: byBudget((budget) => better(a?.own[budget], b?.own[budget] ?? NOTHING_YET)),
        pooled: byBudget((budget) => (leans(budget) ? a : b)?.pooled[budget] ?? NO_TOPIC),
      },
    ];
  });
  const used = BUDGETS.some(
    (budget) => leans(budget) || topics.some(([key, { own: of }]) => of[budget] === together.topics[key]?.own[budget]),
  );
  const { judged, changed, taught } = used ? together : alone;
  return { judged, changed, taught, pool, topics: Object.fromEntries(topics), carried: { ...carried.told, used } };
}

const NOTHING_YET: Answer = {
  threshold: null,
  start: null,
  judged: 0,
  changed: 0,
  rate: null,
  bound: 1,
  missing: null,
};
const NO_TOPIC: PooledTopic = { judged: 0, changed: 0, fit: 'too_few', p: 1 };

function byBudget<T>(of: (budget: Budget) => T): Record<number, T> {
  return Object.fromEntries(BUDGETS.map((budget) => [budget, of(budget)]));
}

function resultsAt({ proof, cells, taught }: Proof, apart: Set<string>, alpha: number): Omit<Results, 'carried'> {
  const common = (topic: string | null) => !apart.has(topic ?? '');
  const weigh = (pieces: Piece[], weight: (percent: number) => number) =>
    pieces.map((piece) => ({ ...piece, weight: piece.weight ?? weight(piece.percent) }));
  const pieces = weigh(
    proof.filter(({ topic }) => common(topic)),
    weightsOf(merged(cells.filter(({ topic }) => common(topic)))),
  );
  const pool = answers(stepsOf(pieces, alpha), alpha);
  const keys = new Set(proof.map(({ topic }) => topic ?? ''));
  const topics = [...keys].map((key): [string, TopicResults] => {
    const own = proof.filter(({ topic }) => (topic ?? '') === key);
    const cellsOfTopic = cells.filter(({ topic }) => (topic ?? '') === key);
    const pooled = byBudget((budget) => pooledAt(pieces, key, pool[budget]?.threshold ?? null));
    return [key, { own: answers(stepsOf(weigh(own, weightsOf(merged(cellsOfTopic))), alpha), alpha), pooled }];
  });
  return {
    judged: proof.length,
    changed: proof.filter(({ error }) => error).length,
    taught,
    pool,
    topics: Object.fromEntries(topics),
  };
}

function answers(steps: ReturnType<typeof stepsOf>, alpha: number): Record<number, Answer> {
  return byBudget((budget) => ({
    ...earnedThreshold(steps, 1 / budget, alpha),
    missing: whatIsMissing(steps, 1 / budget, alpha),
  }));
}

/** What a topic's own sure reviews say beside the rest of the pool. @param threshold per cent; null: nothing is sure enough. */
export function pooledAt(pieces: Piece[], key: string, threshold: number | null): PooledTopic {
  const sure = threshold === null ? [] : pieces.filter(({ confidence }) => percentOf(confidence) >= threshold);
  const count = (own: boolean): Counts => {
    const some = sure.filter(({ topic }) => ((topic ?? '') === key) === own);
    return { judged: some.length, changed: some.filter(({ error }) => error).length };
  };
  const own = count(true);
  return { ...own, ...fitsPool(own, count(false)) };
}

/** Cells of several topics as one. */
function merged(cells: Evidence['cells']): Evidence['cells'] {
  const at = new Map<number, Evidence['cells'][number]>();
  for (const cell of cells) {
    const there = at.get(cell.percent);
    at.set(
      cell.percent,
      there
        ? {
            ...there,
            proposals: there.proposals + cell.proposals,
            chances: there.chances + cell.chances,
            judged: there.judged + cell.judged,
          }
        : { ...cell },
    );
  }
  return [...at.values()];
}

/** Why a topic may not send by itself yet. */
export type Unearned = 'not_earned' | 'topic_not_earned' | 'topic_few' | 'topic_worse';

/**
 * From which confidence (a share) a topic may send, or why not. @param own the topic's own budget. @param least the owner's own minimum: it can
 * only make it stricter.
 */
export function thresholdFor(
  results: Results | null,
  { topic, budget, own, least }: { topic: string | null; budget: Budget; own: Budget | null; least: number | null },
): { threshold: number; why: null } | { threshold: null; why: Unearned } {
  const ofTopic = results?.topics[topic ?? ''];
  const percent = own ? ofTopic?.own[own]?.threshold : results?.pool[budget]?.threshold;
  if (percent === undefined || percent === null)
    return { threshold: null, why: own ? 'topic_not_earned' : 'not_earned' };
  if (!own) {
    const fit = ofTopic?.pooled[budget]?.fit ?? 'too_few';
    if (fit !== 'pooled') return { threshold: null, why: fit === 'worse' ? 'topic_worse' : 'topic_few' };
  }
  return { threshold: Math.max(percent / 100, least ?? 0), why: null };
}
