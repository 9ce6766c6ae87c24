// What each topic needs before it may send, for the table on the Autopilot page. Pure.
import { isBudget } from './budgets.ts';
import { type Results, thresholdFor, type Unearned } from './results.ts';
import type { Autopilot, TopicSetting } from './settings.ts';

export type TopicNeeds = {
  /** Per cent; null: nothing of this topic sends itself. */
  threshold: number | null;
  why: Unearned | null;
  /** Reviews of its own among the sure ones, and those of them that were changed. */
  judged: number;
  changed: number;
  /** It leans on the other topics' reviews. */
  pooled: boolean;
};

/** By topic key; '' is no topic. */
export function needsOf(results: Results, settings: Autopilot, topics: TopicSetting[]): Record<string, TopicNeeds> {
  const { budget } = settings;
  if (!isBudget(budget)) return {};
  const keys: { key: string; budget: number | null }[] = [...topics, { key: '', budget: null }];
  return Object.fromEntries(
    keys.map((topic): [string, TopicNeeds] => {
      const own = topic.budget !== null && isBudget(topic.budget) ? topic.budget : null;
      const { threshold, why } = thresholdFor(results, {
        topic: topic.key || null,
        budget,
        own,
        least: settings.threshold,
      });
      const found = results.topics[topic.key];
      const counts = own ? found?.own[own] : found?.pooled[budget];
      return [
        topic.key,
        {
          threshold: threshold === null ? null : Math.round(threshold * 100),
          why,
          judged: counts?.judged ?? 0,
          changed: counts?.changed ?? 0,
          pooled: own === null,
        },
      ];
    }),
  );
}
