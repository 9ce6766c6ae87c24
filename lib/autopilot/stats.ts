// What reviewers really did with what the AI proposed, in the numbers that the Autopilot page shows. Reads only.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { wilson } from './wilson.ts';

export type ReliabilityBin = {
  from: number;
  to: number;
  n: number;
  unchanged: number;
  predicted: number;
  rate: number;
  low: number;
  high: number;
};

/** Ten bins of confidence over judged replies (`reviews.unchanged` is known): what was predicted beside the share that was approved unchanged. Empty bins are left out. */
export async function reliability(agent: CurrentAgent): Promise<ReliabilityBin[]> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<{ bin: number; n: number; unchanged: number; predicted: number }>(sql`
    select least(floor(p.confidence * 10), 9)::int as bin, count(*)::int as n,
      (count(*) filter (where r.unchanged))::int as unchanged, avg(p.confidence)::float as predicted
    from reviews r join proposals p on p.id = r.proposal_id
    where r.decided_at is not null and r.unchanged is not null and p.kind = 'reply'
    group by 1 order by 1`);
  return [...rows].map(({ bin, n, unchanged, predicted }) => ({
    from: bin / 10,
    to: (bin + 1) / 10,
    n,
    unchanged,
    predicted,
    rate: unchanged / n,
    ...wilson(unchanged, n),
  }));
}

export type TopicCounts = {
  topic: string | null;
  total: number;
  alone: number;
  approved: number;
  edited: number;
  person: number;
  waiting: number;
  /** Replies that a reviewer judged, and those of them that were not approved unchanged. */
  judged: number;
  changed: number;
};

/** Decisions of the last `days` days by topic. `person`: handed over, rejected or taken over; `waiting`: still in Review or in the composer. */
export async function topicCounts(agent: CurrentAgent, days = 30): Promise<TopicCounts[]> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<TopicCounts>(sql`
    select d.topic, count(*)::int as total,
      (count(*) filter (where d.action = 'send'))::int as alone,
      (count(*) filter (where r.status = 'approved'))::int as approved,
      (count(*) filter (where r.status in ('edited', 'answered')))::int as edited,
      (count(*) filter (where d.action = 'person' or r.status in ('rejected', 'took_over')))::int as person,
      (count(*) filter (where d.action = 'suggest' or r.status = 'pending'))::int as waiting,
      (count(*) filter (where r.unchanged is not null))::int as judged,
      (count(*) filter (where not r.unchanged))::int as changed
    from decisions d left join reviews r on r.proposal_id = d.proposal_id
    where d.created_at > now() - make_interval(days => ${days}) and (r.status is null or r.status <> 'stale')
    group by d.topic order by total desc, d.topic nulls last`);
  return [...rows];
}

/** Reasons that say nothing about the proposal itself: a threshold could still have sent it. */
const PASSABLE = [
  'mode_ask',
  'mode_suggest',
  'no_threshold',
  'topic_not_earned',
  'topic_few',
  'topic_worse',
  'below_threshold',
  'spot_check',
  'confident_enough',
  'all_sourced',
  'other_language',
];

export type ThresholdPoint = {
  threshold: number;
  /** Proposals that would have been sent. */
  sent: number;
  /** Of those, how many a person decided on, and how many of them were changed or refused. */
  reviewed: number;
  changed: number;
  /** 95% interval of changed / reviewed. */
  low: number;
  high: number;
};

/** For the slider: what each threshold from 0.30 to 0.99 would have done in the last `days` days. `total` counts every message decided on. */
export async function thresholdCurve(
  agent: CurrentAgent,
  days = 90,
): Promise<{ total: number; points: ThresholdPoint[] }> {
  requireRole(agent, 'viewer');
  const passable = sql.join(
    PASSABLE.map((code) => sql`${code}`),
    sql`, `,
  );
  const rows = await db().execute<{ bin: number | null; n: number; reviewed: number; changed: number }>(sql`
    select case when p.kind = 'reply' and not exists (
        select 1 from jsonb_array_elements(d.reasons) as reason(item) where reason.item->>'code' not in (${passable})
      ) then least(floor(d.confidence::numeric * 100), 99)::int end as bin,
      count(*)::int as n,
      (count(*) filter (where r.unchanged is not null))::int as reviewed,
      (count(*) filter (where not r.unchanged))::int as changed
    from decisions d left join proposals p on p.id = d.proposal_id left join reviews r on r.proposal_id = d.proposal_id
    where d.created_at > now() - make_interval(days => ${days}) and (r.status is null or r.status <> 'stale')
    group by 1`);
  const bins = [...rows];
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  const points = Array.from({ length: 70 }, (_, index) => {
    const percent = index + 30;
    const above = bins.filter(({ bin }) => bin !== null && bin >= percent);
    const reviewed = above.reduce((sum, row) => sum + row.reviewed, 0);
    const changed = above.reduce((sum, row) => sum + row.changed, 0);
    return {
      threshold: percent / 100,
      sent: above.reduce((sum, { n }) => sum + n, 0),
      reviewed,
      changed,
      ...wilson(changed, reviewed),
    };
  });
  return { total, points };
}
