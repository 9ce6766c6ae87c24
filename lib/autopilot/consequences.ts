// What each stop of the budget slider would mean, counted on this team's own messages of the last 90 days.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { BUDGETS, type Budget, isBudget } from './budgets.ts';
import type { Missing } from './missing.ts';
import { type Results, thresholdFor } from './results.ts';
import type { Autopilot, TopicSetting } from './settings.ts';

export type Stop = {
  budget: Budget;
  /** Of the pool, per cent; null: not earned. */
  threshold: number | null;
  missing: Missing | null;
  /** Messages that would have been answered by the AI alone. */
  alone: number;
  /** Of the reviews at the threshold: how many, the share changed, and its one-sided 95% bound. */
  judged: number;
  rate: number | null;
  bound: number;
  /** Median seconds to the first reply, had it been so. */
  firstReply: number | null;
};

export type Consequences = { days: number; total: number; firstReplyNow: number | null; stops: Stop[] };

const DAYS = 90;
/** First replies of the newest this many. */
const SAMPLE = 2000;
/** What an answer of the AI's takes where none has left yet, in seconds. */
const ALONE_SECONDS = 60;

type Group = { topic: string | null; percent: number; n: number };
type Wait = { topic: string | null; percent: number | null; alone: boolean; seconds: number };

/** @param demo counts the demo's messages, too. */
export async function loadConsequences(
  agent: CurrentAgent,
  { results, settings, topics, demo }: { results: Results; settings: Autopilot; topics: TopicSetting[]; demo: boolean },
): Promise<Consequences> {
  requireRole(agent, 'viewer');
  const scope = demo ? sql`true` : sql`not d.demo`;
  const recent = sql`d.created_at > now() - make_interval(days => ${DAYS}) and ${scope}`;
  const [groups, [count], waits] = await Promise.all([
    db().execute<Group>(sql`
      select d.topic, least(99, floor(d.confidence::numeric * 100))::int as percent, count(*)::int as n
      from decisions d where d.eligible and d.confidence is not null and ${recent} group by 1, 2`),
    db().execute<{ total: number }>(sql`select count(*)::int as total from decisions d where ${recent}`),
    db().execute<Wait>(sql`
      select d.topic, case when d.eligible then least(99, floor(d.confidence::numeric * 100))::int end as percent,
        d.action = 'send' as alone, extract(epoch from c.first_reply_at - c.created_at)::float8 as seconds
      from (select * from decisions d where ${recent} order by d.created_at desc limit ${SAMPLE}) d
      join conversations c on c.id = d.conversation_id where c.first_reply_at is not null and c.first_reply_at >= c.created_at`),
  ]);
  const byKey = new Map(topics.map((topic) => [topic.key, topic]));
  const quick = median([...waits].filter(({ alone }) => alone).map(({ seconds }) => seconds)) ?? ALONE_SECONDS;
  return {
    days: DAYS,
    total: count?.total ?? 0,
    firstReplyNow: median([...waits].map(({ seconds }) => seconds)),
    stops: BUDGETS.map((budget): Stop => {
      const thresholds = new Map<string | null, number | null>();
      const leaves = (topic: string | null, percent: number | null): boolean => {
        if (!thresholds.has(topic)) thresholds.set(topic, of(topic, budget));
        const threshold = thresholds.get(topic) ?? null;
        return percent !== null && threshold !== null && percent >= Math.ceil(threshold * 100 - 1e-6);
      };
      const pool = results.pool[budget];
      const checked = 1 - settings.spotCheckShare;
      const sure = [...groups]
        .filter(({ topic, percent }) => leaves(topic, percent))
        .reduce((sum, { n }) => sum + n, 0);
      return {
        budget,
        threshold: pool?.threshold ?? null,
        missing: pool?.missing ?? null,
        alone: Math.round(sure * checked),
        judged: pool?.judged ?? 0,
        rate: pool?.rate ?? null,
        bound: pool?.bound ?? 1,
        firstReply: median(
          [...waits].map(({ topic, percent, seconds }) =>
            leaves(topic, percent) ? Math.min(quick, seconds) : seconds,
          ),
        ),
      };
    }),
  };

  function of(key: string | null, budget: Budget): number | null {
    const topic = key === null ? undefined : byKey.get(key);
    if (topic && topic.rule !== 'default') return null;
    const own = topic?.budget ?? null;
    return thresholdFor(results, {
      topic: key,
      budget,
      own: own !== null && isBudget(own) ? own : null,
      least: settings.threshold,
    }).threshold;
  }
}

function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
