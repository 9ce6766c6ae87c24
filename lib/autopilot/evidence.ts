// Reads what reviewers decided about proposals that could have sent themselves: the proof, and the weights of its pieces.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type Carried, carryOver } from './carried.ts';
import { evidenceWindow, inWindow, judgedProposals } from './evidence-window.ts';
import type { Piece, TopicCell } from './piece.ts';
import { type Scorer, teaches } from './scorer.ts';
import { percentOf } from './threshold.ts';
import { weightsOf } from './weights.ts';

export type Proof = {
  proof: Piece[];
  cells: TopicCell[];
  /** Reviews left out because the model learnt from them. */
  taught: number;
};
export type Evidence = Proof & {
  /** The same together with what a replay carried over. */
  carried: { together: Proof; told: Carried } | null;
};

/** @param demo with the demo's made-up reviews, or only with real ones. */
export async function loadEvidence(
  tx: Tx,
  scorer: Scorer,
  { demo, now }: { demo: boolean; now: Date },
): Promise<Evidence> {
  const window = await evidenceWindow(tx, now);
  const counts = sql`d.eligible and d.answerer = ${scorer.answerer} and ${inWindow(window, demo)}`;
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
      from (${judgedProposals(window)}) j
      join decisions d on d.proposal_id = j.proposal_id join proposals p on p.id = j.proposal_id
      where ${counts} order by j.decided_at desc`),
    await tx.execute<TopicCell>(sql`
      select d.topic, least(99, floor(d.confidence::numeric * 100))::int as percent, count(*)::int as proposals,
        sum(d.judged_share)::float8 as chances, 0 as judged
      from decisions d where ${counts} and d.confidence is not null group by 1, 2`),
  ];
  const fresh = [...rows].filter(
    (row) =>
      !(
        scorer.trainedThrough &&
        teaches(row.conversationId) &&
        Number(row.decidedAt) <= scorer.trainedThrough.getTime()
      ),
  );
  const own: Proof = {
    ...counted(
      fresh.map(({ confidence, topic, unchanged, features }) => ({
        percent: percentOf(confidence),
        confidence: features ? scorer.score(features, topic) : confidence,
        topic,
        formerTopic: topic,
        error: !unchanged,
      })),
      cells,
    ),
    taught: rows.length - fresh.length,
  };
  const carried = await carryOver(tx, scorer, { window, demo });
  if (!carried) return { ...own, carried: null };
  const pieces = [...own.proof.map((piece) => ({ ...piece, formerTopic: piece.topic })), ...carried.pieces];
  const together = { ...counted(pieces, [...cells, ...carried.cells]), taught: own.taught };
  return { ...own, carried: { together, told: carried.told } };
}

/** Pieces in their cells. @param pieces `formerTopic` is what they were about when somebody looked at them, or did not. */
function counted(
  pieces: (Piece & { formerTopic: string | null })[],
  cells: Iterable<TopicCell>,
): Pick<Proof, 'proof' | 'cells'> {
  const found = mergedCells([...cells]);
  const cellAt = new Map(found.map((cell) => [`${cell.topic}|${cell.percent}`, cell]));
  for (const { formerTopic, percent, weight } of pieces) {
    const cell = cellAt.get(`${formerTopic}|${percent}`);
    if (cell && weight === undefined) cell.judged++;
  }
  // Where the topic is another one now, the cells of the new one know nothing of it: it weighs what it did.
  const weigh = weightsOf(found);
  const proof = pieces.map(({ formerTopic, ...piece }): Piece => {
    const moved = formerTopic !== piece.topic && piece.weight === undefined;
    return moved ? { ...piece, weight: weigh(piece.percent) } : piece;
  });
  return { proof, cells: found };
}

/** One cell a topic and per cent, of all answerers whose reviews count. */
function mergedCells(cells: TopicCell[]): TopicCell[] {
  const merged = new Map<string, TopicCell>();
  for (const cell of cells) {
    const key = `${cell.topic}|${cell.percent}`;
    const there = merged.get(key);
    merged.set(
      key,
      there
        ? { ...there, proposals: there.proposals + cell.proposals, chances: there.chances + cell.chances }
        : { ...cell },
    );
  }
  return [...merged.values()];
}
