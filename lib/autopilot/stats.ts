// What reviewers really did with what the AI proposed, in the numbers that the Autopilot page shows. Reads only.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { type Quality, qualityOf, type ReliabilityBin, reliabilityBins } from './reliability.ts';

export type Reliability = {
  bins: ReliabilityBin[];
  /** Of all, then by the engine that answered and by topic (null: none); those with few reviews say little. */
  all: Quality;
  engines: ({ engine: string } & Quality)[];
  topics: ({ topic: string | null } & Quality)[];
};

/** The newest this many judged replies. */
const MOST = 5000;

/** What was predicted beside what reviewers did (`reviews.unchanged` is known). */
export async function reliability(agent: CurrentAgent): Promise<Reliability> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<{ confidence: number; kept: boolean; topic: string | null; engine: string }>(sql`
    select p.confidence::float8 as confidence, r.kept, p.topic, a.engine
    from (
      select proposal_id, unchanged as kept, decided_at from reviews
      where decided_at is not null and unchanged is not null order by decided_at desc limit ${MOST}
    ) r
    join proposals p on p.id = r.proposal_id join ai_runs a on a.id = p.run_id where p.kind = 'reply'`);
  const outcomes = [...rows];
  return {
    bins: reliabilityBins(outcomes),
    all: qualityOf(outcomes),
    engines: grouped(outcomes, ({ engine }) => engine).map(([engine, items]) => ({ engine, ...qualityOf(items) })),
    topics: grouped(outcomes, ({ topic }) => topic).map(([topic, items]) => ({ topic, ...qualityOf(items) })),
  };
}

function grouped<T, K>(items: T[], key: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
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
