// Owns what a replay is asked for and its end before the end. Starting one writes down every case; run.ts fills them in.
import { and, count, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import {
  articles,
  type ImportedCase,
  type ReplayCandidate,
  type ReplaySettings,
  type ReplaySource,
  replayCases,
  replays,
} from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { answererWith, checkCandidate } from './candidate.ts';
import { finishReplay } from './finish.ts';
import { planReviews } from './plan-reviews.ts';
import { standingNow } from './standing.ts';

export const MOST_CONVERSATIONS = 5000;
const DAY_MS = 24 * 3_600_000;

export type Asked = {
  settings: ReplaySettings;
  /** A change to try, and the key that was typed for its model; without one, the kept key of the same server. */
  change?: { candidate: ReplayCandidate; key: string };
  /** With `source: 'imported'`. */
  imported?: ImportedCase[];
};

/** Admins only: with a provider it costs money. Throws Conflict while another is at work, Invalid when there is nothing to replay. */
export async function startReplay(
  tx: Tx,
  agent: CurrentAgent,
  { settings, change, imported = [] }: Asked,
): Promise<number> {
  requireRole(agent, 'admin');
  const most = Math.min(MOST_CONVERSATIONS, Math.max(1, Math.floor(settings.most)));
  const checked = change ? await checkCandidate(tx, agent, change) : null;
  const [replay] = await tx
    .insert(replays)
    .values({
      agentId: agent.id,
      // What reviews prove must not depend on which knowledge somebody chose: it is about what customers get from now on.
      settings: { ...settings, most, ...(settings.source === 'reviews' ? { knowledge: 'today' as const } : {}) },
      standing: await standingNow(tx),
      ...(checked ?? {}),
    })
    .onConflictDoNothing()
    .returning({ id: replays.id });
  if (!replay)
    throw new Conflict('Another replay is at work. Nothing was started; wait until it is done, or cancel it first.');
  const total = await plan(tx, replay.id, { ...settings, most }, checked?.candidate ?? null, imported);
  if (total === 0) throw new Invalid(NOTHING[settings.source ?? 'conversations'], 'days');
  await tx.update(replays).set({ total }).where(eq(replays.id, replay.id));
  await enqueue(tx, 'replay.run', { replayId: replay.id });
  return replay.id;
}

const NOTHING: Record<ReplaySource, string> = {
  conversations: 'There is nothing to replay: in that time no message was answered by a person.',
  reviews: 'There is nothing to carry over: every review counts by itself.',
  imported: 'There is nothing to replay: the file holds no question.',
};

async function plan(
  tx: Tx,
  replayId: number,
  { source, days, most }: ReplaySettings,
  candidate: ReplayCandidate | null,
  imported: ImportedCase[],
): Promise<number> {
  if (source === 'imported') return planImported(tx, replayId, imported);
  if (source === 'reviews') return planReviews(tx, replayId, await answererWith(tx, candidate));
  return planCases(tx, replayId, most, days === null ? null : new Date(Date.now() - days * DAY_MS));
}

const ROWS_AT_ONCE = 500;

/** In order of time, as the knowledge of then wants it. */
async function planImported(tx: Tx, replayId: number, imported: ImportedCase[]): Promise<number> {
  const rows = [...imported].sort((a, b) => (a.at < b.at ? -1 : 1)).map((one) => ({ replayId, imported: one }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await tx.insert(replayCases).values(rows.slice(at, at + ROWS_AT_ONCE));
  return rows.length;
}

/** Stops after the case at work; what is done stays, with its report. Twice is the same as once. */
export async function cancelReplay(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx
    .select({ id: replays.id })
    .from(replays)
    .where(and(eq(replays.id, id), inArray(replays.status, ['waiting', 'running'])))
    .for('update');
  if (row) await finishReplay(tx, id, 'cancelled');
}

/** "As it was then" needs articles that were there then: where most came later, e.g. by an import, today's say more. */
export async function suggestKnowledge(tx: Tx, days: number, now = new Date()): Promise<ReplaySettings['knowledge']> {
  const published = eq(articles.status, 'published');
  const before = lt(
    sql`coalesce(${articles.publishedAt}, ${articles.createdAt})`,
    sql`${new Date(now.getTime() - days * DAY_MS).toISOString()}::timestamptz`,
  );
  const [all] = await tx.select({ n: count() }).from(articles).where(published);
  const [old] = await tx.select({ n: count() }).from(articles).where(and(published, before));
  return (old?.n ?? 0) * 2 >= (all?.n ?? 0) ? 'then' : 'today';
}

/** The newest conversations that a person answered in, through the partial index of each status; then the messages answered so. */
async function planCases(tx: Tx, replayId: number, most: number, since: Date | null): Promise<number> {
  const from = since ? sql`${since.toISOString()}::timestamptz` : sql`'-infinity'::timestamptz`;
  const newest = (status: string) => sql`(
    select id, last_activity_at from conversations
    where status = ${sql.raw(`'${status}'`)} and last_activity_at >= ${from} and exists (
      select 1 from messages where conversation_id = conversations.id and kind = 'outbound' and (author = 'agent' or agent_id is not null))
    order by last_activity_at desc, id desc limit ${most})`;
  const rows = await tx.execute(sql`
    insert into replay_cases (replay_id, conversation_id, message_id, reply_id)
    select ${replayId}, turn.conversation_id, turn.id, turn.next_id from (
      select m.conversation_id, m.id, m.kind, m.automatic, m.created_at, lead(m.id) over thread as next_id,
        lead(m.kind) over thread as next_kind, lead(m.author) over thread as next_author, lead(m.agent_id) over thread as next_agent
      from (
        select id from (
          ${newest('open')} union all ${newest('pending')} union all ${newest('snoozed')} union all ${newest('closed')}
        ) every_status order by last_activity_at desc, id desc limit ${most}
      ) c join messages m on m.conversation_id = c.id
      where m.kind <> 'note'
      window thread as (partition by m.conversation_id order by m.id)
    ) turn
    where turn.kind = 'inbound' and turn.automatic is null and turn.created_at >= ${from}
      and turn.next_kind = 'outbound' and (turn.next_author = 'agent' or turn.next_agent is not null)
    order by turn.id
    returning id`);
  return rows.length;
}

/**
 * With all that it holds: an imported set goes, too. Not while it is at work, and never one over reviews: it is what carried trust rests on, and
 * whoever could take a bad one away could try until a good one comes.
 */
export async function deleteReplay(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.select().from(replays).where(eq(replays.id, id)).for('update');
  if (!row) throw new NotFound('This replay is no longer there.');
  if (row.status === 'waiting' || row.status === 'running')
    throw new Conflict('This replay is at work. Cancel it first.');
  if (row.settings.source === 'reviews')
    throw new Conflict('A replay over reviews stays: what was carried over, or was not, rests on it.');
  await tx.delete(replays).where(eq(replays.id, id));
}

/** The typed keys of models that were tried and not saved are not kept for ever. */
export async function forgetOldKeys(tx: Tx): Promise<void> {
  await tx
    .update(replays)
    .set({ keySealed: null })
    .where(and(isNotNull(replays.keySealed), lt(replays.createdAt, sql`now() - interval '7 days'`)));
}
