// What happens, to every open browser: one LISTEN per process, fan-out in memory, and a replay for whoever was away.
// Carries numbers only; readers load what they may see.
import { and, asc, gt, sql } from 'drizzle-orm';
import { db, rawSql, type Tx } from '#db/client.ts';
import { events } from '#db/schema.ts';
import { log } from '#lib/platform/log.ts';

/** `seq` is null for what is true only now (presence) and is never replayed. */
export type FeedEvent = { seq: number | null; type: string; conversationId: number | null };
type Listener = (event: FeedEvent) => void;
type Feed = { listeners: Set<Listener>; newest: number; listening: Promise<unknown> | undefined };

const CHANNEL = 'tandem_events';
const REPLAY_LIMIT = 500;
// Route handlers and pages are bundled apart; the process has one feed.
const shared = globalThis as typeof globalThis & { tandemFeed?: Feed };

/** Calls `listener` for each event from now on; resolves once nothing can be missed. Returns how to stop. */
export async function followEvents(listener: Listener): Promise<() => void> {
  shared.tandemFeed ??= { listeners: new Set(), newest: 0, listening: undefined };
  const feed = shared.tandemFeed;
  feed.listeners.add(listener);
  feed.listening ??= rawSql()
    .listen(
      CHANNEL,
      (payload) => deliver(feed, JSON.parse(payload) as FeedEvent),
      () => void catchUp(feed),
    )
    .catch((error: unknown) => {
      feed.listening = undefined;
      throw error;
    });
  await feed.listening;
  return () => feed.listeners.delete(listener);
}

/**
 * The events after `seq`, oldest first; null when there are too many to be worth it: then the reader loads everything afresh.
 * Numbers are handed out before commit, so a lower one may appear late: it looks back a little, and saying something twice is harmless.
 */
export async function eventsAfter(seq: number): Promise<FeedEvent[] | null> {
  const rows = await db()
    .select({ seq: events.seq, type: events.type, conversationId: events.conversationId })
    .from(events)
    .where(
      and(
        gt(events.seq, Math.max(0, seq - 100)),
        sql`(${events.seq} > ${seq} or ${events.createdAt} > now() - interval '1 minute')`,
      ),
    )
    .orderBy(asc(events.seq))
    .limit(REPLAY_LIMIT + 1);
  return rows.length > REPLAY_LIMIT ? null : rows;
}

export async function newestEvent(): Promise<number> {
  const [row] = await db()
    .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)::float8` })
    .from(events);
  return row?.seq ?? 0;
}

/** Tells everybody who is looking, and keeps nothing. */
export async function announce(tx: Tx, type: 'presence.changed', conversationId: number): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ seq: null, type, conversationId })})`);
}

function deliver(feed: Feed, event: FeedEvent): void {
  if (event.seq !== null) feed.newest = Math.max(feed.newest, event.seq);
  for (const listener of feed.listeners) listener(event);
}

// Called on every (re)connect: notifications in the gap are lost, rows are not.
async function catchUp(feed: Feed): Promise<void> {
  try {
    if (feed.newest === 0) {
      feed.newest = await newestEvent();
      return;
    }
    const missed = await eventsAfter(feed.newest);
    for (const event of missed ?? [{ seq: null, type: 'reload', conversationId: null }]) deliver(feed, event);
  } catch (error) {
    log.error({ err: error }, 'catching up with events');
  }
}
