// Reviews that prove nothing by themselves any more, because another answerer wrote or the articles have changed, and that a replay carries over. Why this is sound: docs/decisions/2026-11-30-trust-carried-over.md.
//
// A replay over reviews asks who answers now about every message that the proof of the former ones rests on, and about a drawn share of the others.
// Where it writes what was reviewed, the review speaks for it, too. Where it writes anything else, or answers what was not answered before, nobody
// knows what a reviewer would say, and it counts as an error: the bound can only become stricter by that. What it would not send counts for nothing.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import {
  carriedWindow,
  type EvidenceWindow,
  evidenceWindow,
  inWindow,
  isFormer,
  judgedProposals,
} from './evidence-window.ts';
import type { Piece, TopicCell } from './piece.ts';
import { type Scorer, teaches } from './scorer.ts';
import { percentOf } from './threshold.ts';

export type Carried = {
  replayId: number;
  /** When the replay ended, ISO 8601. */
  at: string;
  /** Whose reviews: answerers' keys. */
  from: string[];
  /** Reviews whose draft the new answerer writes the same. */
  reviews: number;
  /** Drafts that it would send and that nobody judged as they stand; they count as errors. */
  unknown: number;
};

type CarriedPiece = Piece & { formerTopic: string | null };

type Row = {
  answerer: string;
  conversationId: number;
  decidedAt: number | null;
  wasEligible: boolean;
  formerTopic: string | null;
  formerConfidence: number | null;
  unchanged: boolean | null;
  topic: string | null;
  /** Nothing but mode, threshold and dice would hold it back now. False with a failing model, too. */
  eligible: boolean;
  features: Record<string, number> | null;
  same: boolean;
  standsFor: number;
  /** Of a replay in which it was written otherwise. */
  otherFeatures: Record<string, number> | null;
  otherTopic: string | null;
};

/** Null: nothing is carried over. Only a replay that reached its end and left out none of the reviews that counted when it began does. */
export async function carryOver(
  tx: Tx,
  scorer: Scorer,
  { window, demo }: { window: EvidenceWindow; demo: boolean },
): Promise<{ pieces: CarriedPiece[]; cells: TopicCell[]; told: Carried } | null> {
  const [replay] = await tx.execute<{ id: number; began: string; ended: string }>(sql`
    select id::float8 as id, created_at::text as began, finished_at::text as ended from replays
    where status = 'done' and settings->>'source' = 'reviews' and answerer = ${scorer.answerer} order by id desc limit 1`);
  if (!replay) return null;
  const open = carriedWindow(window, new Date(replay.began));
  const former = isFormer(window, scorer.answerer);
  const judged = sql`(select * from (${judgedProposals(window)}) newest where decided_at <= ${replay.began}::timestamptz)`;
  const [left] = await tx.execute<{ out: number }>(sql`
    select count(*)::int as out from ${judged} j join decisions d on d.proposal_id = j.proposal_id
    join ai_runs run on run.id = d.run_id
    where d.eligible and ${former} and ${inWindow(open, demo)} and not exists (
      select from replay_cases c where c.replay_id = ${replay.id} and c.message_id = run.message_id and c.finished_at is not null)`);
  if (!left || left.out > 0) return null;
  // An error counts where it would be made now.
  const topicNow = sql`case when c.eligible then c.topic when other.features is not null then other.topic else d.topic end`;
  // What any replay for this answerer found to be written otherwise stays so: whoever tries again until it fits has proved nothing.
  const rows = await tx.execute<Row>(sql`
    select d.answerer, d.conversation_id::float8 as "conversationId", extract(epoch from j.decided_at)::float8 * 1000 as "decidedAt", d.eligible as "wasEligible", d.topic as "formerTopic", d.confidence::float8 as "formerConfidence", j.unchanged,
      c.topic, c.eligible, c.features, c.stands_for::float8 as "standsFor", coalesce(c.same_as_reviewed, false) as same,
      other.features as "otherFeatures", other.topic as "otherTopic"
    from replay_cases c join ai_runs run on run.message_id = c.message_id and run.status = 'done'
    join decisions d on d.run_id = run.id left join ${judged} j on j.proposal_id = d.proposal_id
    left join lateral (
      select o.features, o.topic from replay_cases o join replays r on r.id = o.replay_id
      where o.message_id = c.message_id and r.answerer = ${scorer.answerer} and r.settings->>'source' = 'reviews'
        and o.eligible and not (coalesce(o.same_as_reviewed, false) and j.unchanged is not null)
      order by o.id desc limit 1) other on true
    where c.replay_id = ${replay.id} and c.finished_at is not null and ${former} and ${inWindow(open, demo, topicNow)}
      and (c.eligible or other.features is not null or (c.failed and d.eligible))`);
  const cells = await tx.execute<TopicCell>(sql`
    select d.topic, least(99, floor(d.confidence::numeric * 100))::int as percent, count(*)::int as proposals,
      sum(d.judged_share)::float8 as chances, 0 as judged
    from decisions d where d.eligible and ${former} and ${inWindow(open, demo)} and d.confidence is not null group by 1, 2`);
  // Of what could have sent itself, only what was judged is a piece; the others are in its weight.
  // And what taught this answerer's own confidence proves nothing about it.
  const taught = (row: Row) =>
    row.answerer === scorer.answerer &&
    scorer.trainedThrough !== null &&
    row.decidedAt !== null &&
    teaches(row.conversationId) &&
    Number(row.decidedAt) <= scorer.trainedThrough.getTime();
  const pieces = [...rows].filter((row) => (!row.wasEligible || row.unchanged !== null) && !taught(row));
  if (pieces.length === 0) return null;
  const known = (row: Row) =>
    row.eligible && row.same && !row.otherFeatures && row.unchanged !== null && row.topic === row.formerTopic;
  return {
    pieces: pieces.map((row): CarriedPiece => {
      const { formerTopic, wasEligible } = row;
      const topic = row.eligible ? row.topic : row.otherFeatures ? row.otherTopic : formerTopic;
      const then = row.formerConfidence ?? 0;
      const scores = [row.eligible ? row.features : null, row.otherFeatures].flatMap((features) =>
        features ? [scorer.score(features, topic)] : [],
      );
      return {
        // A model that failed has said nothing: it counts as an error where its predecessor stood.
        confidence: scores.length > 0 ? Math.max(...scores) : then,
        percent: percentOf(then),
        topic,
        formerTopic,
        error: !(known(row) && row.unchanged),
        ...(wasEligible ? {} : { weight: row.standsFor }),
      };
    }),
    cells: [...cells],
    told: {
      replayId: replay.id,
      at: new Date(replay.ended).toISOString(),
      from: [...new Set(pieces.map(({ answerer }) => answerer))].sort(),
      reviews: pieces.filter(known).length,
      unknown: pieces.filter((row) => !known(row)).length,
    },
  };
}

/** Judged proposals that would count, had another answerer not written them and had the articles not changed. `from`: whose. */
export type Former = { reviews: number; from: string[] };

export async function formerReviews(
  tx: Tx,
  answerer: string,
  { demo, now }: { demo: boolean; now: Date },
): Promise<Former> {
  const window = await evidenceWindow(tx, now);
  const rows = await tx.execute<{ answerer: string; n: number }>(sql`
    select d.answerer, count(*)::int as n from (${judgedProposals(window)}) j join decisions d on d.proposal_id = j.proposal_id
    where d.eligible and ${isFormer(window, answerer)} and ${inWindow(carriedWindow(window, now), demo)} group by 1 order by n desc`);
  return {
    reviews: [...rows].reduce((sum, { n }) => sum + n, 0),
    from: [...rows].map((row) => row.answerer),
  };
}
