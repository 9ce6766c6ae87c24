// Asks the gate once more about a confident reply that waited before it leaves, with what stands now. It can only hold back what was allowed before.
import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import {
  type ChannelKind,
  type Citation,
  type ConversationStatus,
  outbox,
  type Reason,
  type StageRecord,
} from '#db/schema.ts';
import { loadTrust } from '#lib/autopilot/trust.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { cancelReply } from '#lib/outbox/undo.ts';
import { log } from '#lib/platform/log.ts';
import { inOrderOfWeight } from '#lib/reviews/main-reason.ts';
import { requestReview } from '#lib/reviews/request.ts';
import { whatCameAfter } from '#lib/reviews/stale.ts';
import { decide, type Findings } from './decide.ts';
import { loadStanding } from './load.ts';
import { monthlySpend } from './spend.ts';
import type { GateInput } from './types.ts';

/**
 * Safe at any time and twice: only a due row that still waits is asked about. Either it may be claimed afterwards, or it is taken back and a person has it.
 * Whoever dies in the middle leaves it waiting; the outbox's sweep comes again.
 */
export async function askBeforeLeaving(outboxId: number, now = new Date()): Promise<'leaves' | 'held' | null> {
  const ended = await db().transaction(async (tx) => {
    const [row] = await tx
      .select({ conversationId: outbox.conversationId })
      .from(outbox)
      .where(eq(outbox.id, outboxId));
    if (!row) return null;
    await lockConversation(tx, row.conversationId);
    const waiting = await loadWaiting(tx, outboxId);
    if (!waiting) return null;
    const { action, reasons } = await asksNow(tx, waiting, now);
    if (action === 'send') {
      await tx.update(outbox).set({ askGate: false }).where(eq(outbox.id, outboxId));
      return 'leaves';
    }
    if (!(await cancelReply(tx, outboxId, null))) return null;
    const { proposalId, conversationId } = waiting;
    const asked = action === 'review' && proposalId !== null && (await requestReview(tx, proposalId)) !== null;
    await recordEvent(tx, {
      type: asked ? 'ai.review_requested' : 'ai.handed_over',
      conversationId,
      actor: 'ai',
      data: { proposalId, reasons: inOrderOfWeight(reasons) },
    });
    return 'held';
  });
  if (ended === 'held')
    log.info({ outboxId }, 'a reply that waited does not leave: the gate says something else by now');
  return ended;
}

type Waiting = {
  conversationId: number;
  messageId: number;
  status: ConversationStatus;
  proposalId: number | null;
  channel: ChannelKind;
  topic: string | null;
  demo: boolean | null;
  answerer: string | null;
  modelVersion: string | null;
  decidedAt: Date | null;
  citations: Citation[] | null;
  stages: StageRecord[] | null;
};

async function loadWaiting(tx: Tx, outboxId: number): Promise<Waiting | null> {
  const [row] = await tx.execute<Waiting>(sql`
    select o.conversation_id::float8 as "conversationId", o.message_id::float8 as "messageId", c.status,
      o.proposal_id::float8 as "proposalId", c.channel, d.topic, d.demo, d.answerer, d.model_version as "modelVersion", d.created_at as "decidedAt", p.citations, run.stages
    from outbox o join conversations c on c.id = o.conversation_id
    left join proposals p on p.id = o.proposal_id left join decisions d on d.proposal_id = p.id left join ai_runs run on run.id = d.run_id
    where o.id = ${outboxId} and o.status in ('queued', 'retry') and o.ask_gate and o.due_at <= now()`);
  return row ?? null;
}

type Asked = { action: string; reasons: Reason[] };

async function asksNow(tx: Tx, waiting: Waiting, now: Date): Promise<Asked> {
  const { conversationId, topic, channel, demo, answerer, modelVersion, stages, citations, decidedAt } = waiting;
  const input = stages?.find(({ stage }) => stage === 'gate')?.input as GateInput | undefined;
  // Fail closed: what cannot be asked again does not leave by itself.
  if (!input || demo === null || answerer === null || modelVersion === null || !citations || !decidedAt)
    return held('record_lost');
  if (await sourcesChanged(tx, citations, new Date(decidedAt))) return held('source_changed');
  const trust = await loadTrust(tx, { demo, answerer, modelVersion, now });
  const capReached = !answerer.startsWith('builtin:') && (await monthlySpend(tx, now)).reached;
  const findings: Findings = { ...input, topic, channel, capReached: input.capReached || capReached };
  const { gate } = decide(findings, { ...(await loadStanding(tx, conversationId)), trust, now });
  return gate.action === 'send' && (await movedOn(tx, waiting)) ? held('moved_on') : gate;
}

/** Somebody answered, closed or snoozed it while this waited: a reply of the AI's would come on top. */
async function movedOn(tx: Tx, { conversationId, messageId, status }: Waiting): Promise<boolean> {
  return status !== 'pending' || (await whatCameAfter(tx, conversationId, messageId)) !== null;
}

function held(code: string): Asked {
  return { action: 'review', reasons: [{ code, tone: 'stop' }] };
}

/** Since the decision, something that it quotes was saved again, hidden or deleted. */
async function sourcesChanged(tx: Tx, citations: Citation[], since: Date): Promise<boolean> {
  // Never sent without a person, so whatever waits here with one is odd.
  if (citations.some(({ solvedId }) => solvedId !== undefined)) return true;
  const ids = (kind: 'articleId' | 'snippetId') => [...new Set(citations.flatMap((one) => one[kind] ?? []))];
  const [articles, snippets] = [ids('articleId'), ids('snippetId')];
  const at = sql`${since.toISOString()}::timestamptz`;
  const list = (some: number[]) =>
    sql`array[${sql.join([sql`0`, ...some.map((id) => sql`${id}`)], sql`, `)}]::bigint[]`;
  const [row] = await tx.execute<{ n: number }>(sql`
    select (select count(*) from articles where id = any(${list(articles)}) and status = 'published' and updated_at <= ${at})::int
      + (select count(*) from snippets where id = any(${list(snippets)}) and updated_at <= ${at})::int as n`);
  return (row?.n ?? 0) !== articles.length + snippets.length;
}
