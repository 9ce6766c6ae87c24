// From the proof to what is earned: for the workspace and each topic, at every stop of the budget slider. Pure.
import { BUDGETS, type Budget } from './budgets.ts';
import type { Evidence, Piece } from './evidence.ts';
import { type Missing, whatIsMissing } from './missing.ts';
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
  pool: Record<number, Answer>;
  /** By key; '' is no topic. */
  topics: Record<string, TopicResults>;
};

/** @param apart topics with a budget of their own: they prove it themselves and are no part of the pool. */
export function resultsOf({ proof, cells, taught }: Evidence, apart: Set<string>): Results {
  const common = (topic: string | null) => !apart.has(topic ?? '');
  const weigh = (pieces: Piece[], weight: (percent: number) => number) =>
    pieces.map((piece) => ({ ...piece, weight: weight(piece.percent) }));
  const pieces = weigh(
    proof.filter(({ topic }) => common(topic)),
    weightsOf(merged(cells.filter(({ topic }) => common(topic)))),
  );
  const pool = answers(stepsOf(pieces));
  const keys = new Set(proof.map(({ topic }) => topic ?? ''));
  const topics = [...keys].map((key): [string, TopicResults] => {
    const own = proof.filter(({ topic }) => (topic ?? '') === key);
    const cellsOfTopic = cells.filter(({ topic }) => (topic ?? '') === key);
    const pooled = Object.fromEntries(
      BUDGETS.map((budget) => [budget, pooledAt(pieces, key, pool[budget]?.threshold ?? null)]),
    );
    return [key, { own: answers(stepsOf(weigh(own, weightsOf(merged(cellsOfTopic))))), pooled }];
  });
  return {
    judged: proof.length,
    changed: proof.filter(({ error }) => error).length,
    taught,
    pool,
    topics: Object.fromEntries(topics),
  };
}

function answers(steps: ReturnType<typeof stepsOf>): Record<number, Answer> {
  return Object.fromEntries(
    BUDGETS.map((budget) => [
      budget,
      { ...earnedThreshold(steps, 1 / budget), missing: whatIsMissing(steps, 1 / budget) },
    ]),
  );
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
