// The cases of a replay that carries trust over: all that the proof of former answerers rests on, and a drawn share of what they held back. Nobody
// chooses among them, or the choice would be the proof.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { evidenceWindow, isFormer, judgedProposals } from '#lib/autopilot/evidence-window.ts';

/** Of the messages that former answerers would not have sent, about this many are asked again: the new one might answer them. */
const MOST_OTHERS = 1000;

/** @param answerer who answers now, or would with what is tried. Returns how many. */
export async function planReviews(tx: Tx, replayId: number, answerer: string, now = new Date()): Promise<number> {
  const window = await evidenceWindow(tx, now);
  const former = isFormer(window, answerer);
  // Also what counts by itself today: when more articles change, it is missing otherwise.
  const [reviewed] = await tx.execute<{ former: number; n: number }>(sql`
    with judged as (
      select d.conversation_id, run.message_id, d.proposal_id, ${former} as former
      from (${judgedProposals(window)}) j join decisions d on d.proposal_id = j.proposal_id join ai_runs run on run.id = d.run_id
      where d.eligible order by run.message_id
    ), planned as (
      insert into replay_cases (replay_id, conversation_id, message_id, proposal_id)
      select ${replayId}, conversation_id, message_id, proposal_id from judged on conflict do nothing returning 1
    ) select (select count(*) from planned)::int as n, (select count(*) from judged where former)::int as former`);
  // Where every review counts by itself, there is nothing to carry.
  if (!reviewed || reviewed.former === 0) return 0;
  const others = sql`not d.eligible and d.created_at > ${window.all}::timestamptz and ${former}`;
  const [held] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from decisions d where ${others}`);
  const share = Math.min(1, MOST_OTHERS / Math.max(1, held?.n ?? 0));
  // Drawn by a hash of the message, so that a second replay draws the same.
  const [drawn] = await tx.execute<{ n: number }>(sql`
    with planned as (
      insert into replay_cases (replay_id, conversation_id, message_id, proposal_id, stands_for)
      select ${replayId}, d.conversation_id, run.message_id, d.proposal_id, ${1 / share}
      from decisions d join ai_runs run on run.id = d.run_id
      where ${others} and (hashint8(run.message_id) & 1073741823) < ${share} * 1073741824.0
      order by run.message_id
      on conflict do nothing returning 1
    ) select count(*)::int as n from planned`);
  return reviewed.n + (drawn?.n ?? 0);
}
