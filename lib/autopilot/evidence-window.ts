// Which decisions may prove anything: how far back, and from when on in each topic.
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { knowledgeEpoch } from './knowledge-epoch.ts';

/** The newest this many judged proposals, none older than this. */
export const MOST_JUDGED = 5000;
const DAYS = 180;

/**
 * `topics` is JSON: key → the moment from which on its decisions prove something by themselves. `epochs` and `tripped` are the two that it is made of, as
 * moments in ms: a replay may carry over what came before the articles changed, and never what came before the breaker tripped.
 */
export type EvidenceWindow = { all: string; topics: string; epochs: Map<string, number>; tripped: Map<string, number> };

/** Nothing before the breaker last tripped, nor before more than a third of a topic's articles changed. */
export async function evidenceWindow(tx: Tx, now: Date): Promise<EvidenceWindow> {
  const oldest = new Date(now.getTime() - DAYS * 24 * 3_600_000);
  const [row] = await tx.execute<{ from: string | null }>(
    sql`select evidence_from::text as from from autopilot where id = 1`,
  );
  const all = later(oldest, row?.from ? new Date(row.from) : null);
  const changes = await tx.execute<{ topic: string; changed: number[] }>(sql`
    select c.slug as topic, array_agg(extract(epoch from a.updated_at)::float8 * 1000) as changed
    from articles a join collections c on c.id = a.collection_id where a.status = 'published' group by 1`);
  const trips = await tx.execute<{ key: string; from: string }>(
    sql`select key, evidence_from::text as from from topics where evidence_from is not null`,
  );
  const epochs = new Map<string, number>();
  for (const { topic, changed } of changes) {
    const epoch = knowledgeEpoch(changed.map((at) => new Date(Number(at))));
    if (epoch) epochs.set(topic, epoch.getTime());
  }
  const tripped = new Map([...trips].map(({ key, from }) => [key, new Date(from).getTime()]));
  return { all: all.toISOString(), topics: asJson(all, latest(epochs, tripped)), epochs, tripped };
}

function latest(...all: Map<string, number>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [key, at] of all.flatMap((one) => [...one])) found.set(key, Math.max(found.get(key) ?? 0, at));
  return found;
}

function asJson(all: Date, moments: Map<string, number>): string {
  return JSON.stringify(
    Object.fromEntries([...moments].map(([key, at]) => [key, later(all, new Date(at)).toISOString()])),
  );
}

/**
 * The window of what a replay that began then may carry over: of a topic whose articles changed no more since, also what is older than their last great
 * change; of one whose articles did change, nothing.
 */
export function carriedWindow(window: EvidenceWindow, began: Date): EvidenceWindow {
  const changedSince = [...window.epochs].filter(([, at]) => at > began.getTime());
  const closed = new Map(changedSince.map(([key]) => [key, NEVER.getTime()]));
  return { ...window, topics: asJson(new Date(window.all), latest(window.tripped, closed)) };
}

const NEVER = new Date('9999-01-01T00:00:00Z');

function later(a: Date, b: Date | null): Date {
  return b && b > a ? b : a;
}

/** Of decisions `d`: within the window, in their topic's own, and of the scope. @param topic an expression, where it is another one now. */
export function inWindow(window: EvidenceWindow, demo: boolean, topic = sql`d.topic`): SQL {
  return sql`${demo ? sql`true` : sql`not d.demo`} and d.created_at > ${window.all}::timestamptz and d.created_at > ${from(window, topic)}`;
}

/** Of decisions `d`: what proves nothing by itself for this answerer, because another one wrote it or its articles have changed. */
export function isFormer(window: EvidenceWindow, answerer: string): SQL {
  return sql`(d.answerer <> ${answerer} or d.created_at <= ${from(window, sql`d.topic`)})`;
}

function from({ all, topics }: EvidenceWindow, topic: SQL): SQL {
  return sql`coalesce((${topics}::jsonb ->> coalesce(${topic}, ''))::timestamptz, ${all}::timestamptz)`;
}

/** Proposal, label and moment of what people judged, newest first: reviews and audits as one. */
export function judgedProposals({ all }: Pick<EvidenceWindow, 'all'>): SQL {
  return sql`
    select * from (
      (select r.proposal_id, r.unchanged, r.decided_at from reviews r
        where r.decided_at is not null and r.decided_at > ${all}::timestamptz and r.unchanged is not null order by r.decided_at desc limit ${MOST_JUDGED})
      union all
      (select a.proposal_id, a.unchanged, a.decided_at from audits a
        where a.decided_at is not null and a.decided_at > ${all}::timestamptz and a.unchanged is not null order by a.decided_at desc limit ${MOST_JUDGED})
    ) newest order by decided_at desc limit ${MOST_JUDGED}`;
}
