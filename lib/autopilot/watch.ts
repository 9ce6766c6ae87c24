// The breaker: watches what reviewers say about replies that left, or would have left, by themselves, and takes the wheel away when it must.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { autopilot, autopilotChanges, topics } from '#db/schema.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { type Drift, watch } from './drift.ts';
import { CAREFUL } from './settings.ts';

export type Drifts = { workspace: Drift; topics: Map<string, Drift>; budget: number };

/** More than this many outcomes ago is another time; also bounds the work of one message. */
const MOST = 1000;
const DAYS = 180;

/**
 * Oldest first: spot checks and audits since the breaker last tripped, topic by topic and all together.
 * @param budget the workspace's saved one, by whoever has read it already
 */
export async function loadDrift(
  tx: Tx,
  { demo, now, without = [], budget: read }: { demo: boolean; now: Date; without?: string[]; budget?: number },
): Promise<Drifts> {
  const since = new Date(now.getTime() - DAYS * 24 * 3_600_000).toISOString();
  const budget = read ?? (await savedBudget(tx));
  const rows = await tx.execute<{ topic: string | null; unchanged: boolean; own: number | null; counts: boolean }>(sql`
    select * from (
      select d.topic, d.unchanged, t.budget as own, d.decided_at, d.created_at > coalesce(t.evidence_from, '-infinity') as counts
      from (
        (select d.*, r.unchanged, r.decided_at from decisions d join reviews r on r.proposal_id = d.proposal_id
          where d.spot_check and d.created_at > ${since}::timestamptz and r.unchanged is not null order by d.created_at desc limit ${MOST})
        union all
        (select d.*, a.unchanged, a.decided_at from audits a join decisions d on d.proposal_id = a.proposal_id
          where a.decided_at is not null and a.decided_at > ${since}::timestamptz and a.unchanged is not null and d.action = 'send'
          order by a.decided_at desc limit ${MOST})
      ) d
      left join topics t on t.key = d.topic
      where d.eligible and d.mode = 'on' and ${demo ? sql`true` : sql`not d.demo`}
        and d.created_at > coalesce((select evidence_from from autopilot where id = 1), '-infinity')
      order by d.decided_at desc limit ${MOST}
    ) newest order by decided_at`);
  const outcomes = [...rows].filter(({ topic }) => !without.includes(topic ?? ''));
  const keys = new Set(outcomes.map(({ topic }) => topic ?? ''));
  return {
    budget,
    workspace: watch(
      outcomes.filter(({ own, counts }) => own === null && counts).map(({ unchanged }) => !unchanged),
      1 / budget,
    ),
    topics: new Map(
      [...keys].map((key) => {
        const ofTopic = outcomes.filter(({ topic, counts }) => (topic ?? '') === key && counts);
        return [
          key,
          watch(
            ofTopic.map(({ unchanged }) => !unchanged),
            1 / (ofTopic[0]?.own ?? budget),
          ),
        ];
      }),
    ),
  };
}

/**
 * Trips what has left its budget: a topic asks from now on; if the others are still outside together, the whole workspace does. What was earned
 * is gone with it, because it says nothing about today. The reason is on the record. Returns what tripped: topic keys, 'workspace'.
 */
export async function tripBreaker(tx: Tx, { demo, now }: { demo: boolean; now: Date }): Promise<string[]> {
  const [settings] = await tx.select().from(autopilot).for('update');
  if (settings?.mode !== 'on') return [];
  const drifts = await loadDrift(tx, { demo, now });
  const tripped: string[] = [];
  for (const [key, drift] of drifts.topics) {
    if (drift.state !== 'tripped') continue;
    const [topic] = await tx.select().from(topics).where(eq(topics.key, key)).for('update');
    if (topic?.rule !== 'default') continue;
    await tx.update(topics).set({ rule: 'always_ask', evidenceFrom: now }).where(eq(topics.id, topic.id));
    await record(
      tx,
      { field: `topic:${key}`, before: topic.rule, after: 'always_ask' },
      drift,
      topic.budget ?? drifts.budget,
    );
    tripped.push(key);
  }
  const { workspace, budget } = await loadDrift(tx, { demo, now, without: tripped });
  if (workspace.state !== 'tripped') return tripped;
  await tx.update(autopilot).set({ mode: 'ask', evidenceFrom: now, updatedAt: now }).where(eq(autopilot.id, 1));
  await record(tx, { field: 'mode', before: 'on', after: 'ask' }, workspace, budget);
  return [...tripped, 'workspace'];
}

/** `reason` in the history: drift, how many were judged and changed, and the budget that they left. */
async function record(
  tx: Tx,
  change: { field: string; before: string; after: string },
  { judged, changed }: Drift,
  budget: number,
): Promise<void> {
  await tx.insert(autopilotChanges).values({ ...change, reason: `drift:${changed}:${judged}:${budget}` });
  await recordEvent(tx, {
    type: 'autopilot.changed',
    actor: 'system',
    data: { fields: [change.field], reason: 'drift', judged, changed, budget },
  });
}

async function savedBudget(tx: Tx): Promise<number> {
  const [settings] = await tx.select({ budget: autopilot.budget }).from(autopilot);
  return settings?.budget ?? CAREFUL.budget;
}
