// Reads what reviewers decided about proposals that could have sent themselves: the proof, and the weights of its pieces.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { knowledgeEpoch } from './knowledge-epoch.ts';
import { type Scorer, teaches } from './scorer.ts';
import { percentOf } from './threshold.ts';
import type { Cell } from './weights.ts';

/** `confidence` of today's model; `percent` as it was said then, which decided how likely a person was to look. */
export type Piece = { confidence: number; percent: number; topic: string | null; error: boolean };
export type Evidence = {
  proof: Piece[];
  cells: (Cell & { topic: string | null })[];
  /** Reviews left out because the model learnt from them. */
  taught: number;
};

/** The newest this many judged proposals, none older than this. */
const MOST = 5000;
const DAYS = 180;

/** @param demo with the demo's made-up reviews, or only with real ones. */
export async function loadEvidence(
  tx: Tx,
  scorer: Scorer,
  { demo, now }: { demo: boolean; now: Date },
): Promise<Evidence> {
  const since = await loadSince(tx, now);
  const counted = sql`d.eligible and d.answerer = ${scorer.answerer} and ${demo ? sql`true` : sql`not d.demo`}
    and d.created_at > ${since.all}::timestamptz and d.created_at > coalesce((${since.topics}::jsonb ->> coalesce(d.topic, ''))::timestamptz, ${since.all}::timestamptz)`;
  const judged = sql`
    (select r.proposal_id, r.unchanged, r.decided_at from reviews r
      where r.decided_at is not null and r.decided_at > ${since.all}::timestamptz and r.unchanged is not null order by r.decided_at desc limit ${MOST})
    union all
    (select a.proposal_id, a.unchanged, a.decided_at from audits a
      where a.decided_at is not null and a.decided_at > ${since.all}::timestamptz and a.unchanged is not null order by a.decided_at desc limit ${MOST})`;
  const [rows, cells] = [
    await tx.execute<{
      conversationId: number;
      confidence: number;
      topic: string | null;
      unchanged: boolean;
      decidedAt: Date;
      features: Record<string, number> | null;
    }>(sql`
      select d.conversation_id::float8 as "conversationId", d.confidence::float8 as confidence, d.topic, j.unchanged,
        extract(epoch from j.decided_at)::float8 * 1000 as "decidedAt",
        case when d.model_version <> ${scorer.version} then p.features end as features
      from (select * from (${judged}) newest order by decided_at desc limit ${MOST}) j
      join decisions d on d.proposal_id = j.proposal_id join proposals p on p.id = j.proposal_id
      where ${counted} order by j.decided_at desc`),
    await tx.execute<Cell & { topic: string | null }>(sql`
      select d.topic, least(99, floor(d.confidence::numeric * 100))::int as percent, count(*)::int as proposals,
        sum(d.judged_share)::float8 as chances, 0 as judged
      from decisions d where ${counted} and d.confidence is not null group by 1, 2`),
  ];
  const fresh = [...rows].filter(
    (row) =>
      !(
        scorer.trainedThrough &&
        teaches(row.conversationId) &&
        Number(row.decidedAt) <= scorer.trainedThrough.getTime()
      ),
  );
  const found = [...cells];
  const cellAt = new Map(found.map((cell) => [`${cell.topic}|${cell.percent}`, cell]));
  const proof = fresh.map(({ confidence, topic, unchanged, features }) => {
    const percent = percentOf(confidence);
    const cell = cellAt.get(`${topic}|${percent}`);
    if (cell) cell.judged++;
    return { percent, confidence: features ? scorer.score(features, topic) : confidence, topic, error: !unchanged };
  });
  return { proof, cells: found, taught: rows.length - fresh.length };
}

/** Nothing before the breaker last tripped, nor before more than a third of a topic's articles changed. `topics` is JSON: key → moment. */
async function loadSince(tx: Tx, now: Date): Promise<{ all: string; topics: string }> {
  const oldest = new Date(now.getTime() - DAYS * 24 * 3_600_000);
  const [row] = await tx.execute<{ from: string | null }>(
    sql`select evidence_from::text as from from autopilot where id = 1`,
  );
  const all = later(oldest, row?.from ? new Date(row.from) : null);
  const changes = await tx.execute<{ topic: string; changed: number[] }>(sql`
    select c.slug as topic, array_agg(extract(epoch from a.updated_at)::float8 * 1000) as changed
    from articles a join collections c on c.id = a.collection_id where a.status = 'published' group by 1`);
  const tripped = await tx.execute<{ key: string; from: string }>(
    sql`select key, evidence_from::text as from from topics where evidence_from is not null`,
  );
  const topics = new Map<string, Date>();
  for (const { topic, changed } of changes) {
    const epoch = knowledgeEpoch(changed.map((at) => new Date(Number(at))));
    if (epoch) topics.set(topic, later(all, epoch));
  }
  for (const { key, from } of tripped) topics.set(key, later(topics.get(key) ?? all, new Date(from)));
  return {
    all: all.toISOString(),
    topics: JSON.stringify(Object.fromEntries([...topics].map(([key, at]) => [key, at.toISOString()]))),
  };
}

function later(a: Date, b: Date | null): Date {
  return b && b > a ? b : a;
}
