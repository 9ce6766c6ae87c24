// Owns what a replay is asked for and its end before the end. Starting one writes down every case; run.ts fills them in.
import { and, count, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, type ReplaySettings, replays } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { finishReplay } from './finish.ts';

export const MOST_CONVERSATIONS = 5000;
const DAY_MS = 24 * 3_600_000;

/** Admins only: with a provider it costs money. Throws Conflict while another is at work, Invalid when there is nothing to replay. */
export async function startReplay(tx: Tx, agent: CurrentAgent, settings: ReplaySettings): Promise<number> {
  requireRole(agent, 'admin');
  const most = Math.min(MOST_CONVERSATIONS, Math.max(1, Math.floor(settings.most)));
  const [replay] = await tx
    .insert(replays)
    .values({ agentId: agent.id, settings: { ...settings, most } })
    .onConflictDoNothing()
    .returning({ id: replays.id });
  if (!replay)
    throw new Conflict('Another replay is at work. Nothing was started; wait until it is done, or cancel it first.');
  const since = settings.days === null ? null : new Date(Date.now() - settings.days * DAY_MS);
  const total = await planCases(tx, replay.id, most, since);
  if (total === 0)
    throw new Invalid('There is nothing to replay: in that time no message was answered by a person.', 'days');
  await tx.update(replays).set({ total }).where(eq(replays.id, replay.id));
  await enqueue(tx, 'replay.run', { replayId: replay.id });
  return replay.id;
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
