// The ways out, shared by all workers: how many mails are on their way at once through one server and to one domain, who waits when a way is full or
// closed, and who goes next. Postgres decides, under one lock for each lane; lib/outbox/policy.ts says how many and what closes a way.
//
// Locks are taken in this order everywhere: the conversation, its lanes, the row of the outbox.
import { and, desc, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { outbox, pausedLanes, type SmtpSettings } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { DOMAINS_THAT_MEAN_THE_SERVER, delayAfter, type Lane, MOST_AT_ONCE, type Road } from './policy.ts';

/** "domain customer.test", "server smtp.example.com:587", "account support@… at smtp.example.com:587". */
export type LaneKey = `${Lane} ${string}`;

/** None where mail is captured. @param domain null: it goes to nobody that we know yet */
export function lanesOf(smtp: SmtpSettings | null, domain: string | null): LaneKey[] {
  if (!smtp) return [];
  const server = `${smtp.host.toLowerCase()}:${smtp.port}`;
  return [
    ...(smtp.user ? [`account ${smtp.user} at ${server}` as const] : []),
    ...(domain ? [`domain ${domain.toLowerCase()}` as const] : []),
    `server ${server}`,
  ];
}

export type Obstacle = { key: LaneKey; paused: boolean };

/** Holds the lanes to the end of the transaction. Null: there is room in all of them, and it stays for whoever asked. */
export async function obstacleIn(tx: Tx, lanes: LaneKey[]): Promise<Obstacle | null> {
  await lockLanes(tx, lanes);
  const states = await statesOf(tx, lanes);
  const closed = states.find(({ paused, over, busy }) => paused && (!over || busy > 0));
  if (closed) return { key: closed.key, paused: true };
  const full = states.find(({ key, busy }) => busy >= MOST_AT_ONCE[kindOf(key)]);
  return full ? { key: full.key, paused: false } : null;
}

export async function lockLanes(tx: Tx, lanes: LaneKey[]): Promise<void> {
  if (lanes.length === 0) return;
  // Sorted inside, or two that share two lanes would wait for each other.
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select key from unnest(${array(lanes)}) key order by key) sorted`);
}

/** A delivery has ended: what it says about its lanes is written down, and whoever may go now is woken. Its row must have left `sending` already, and the lanes be held. */
export async function leaveLanes(tx: Tx, lanes: LaneKey[], { slow, well }: Road, words: string): Promise<void> {
  if (lanes.length === 0) return;
  const ofKind = (kind: Lane) => lanes.find((key) => kindOf(key) === kind);
  const opened = await open(
    tx,
    lanes.filter((key) => well.includes(kindOf(key))),
  );
  // Where nobody signs in, the server knows us by our address alone.
  const key = slow && (ofKind(slow) ?? ofKind('server'));
  if (key) await pause(tx, key, ofKind('server') ?? null, words);
  const closed = new Set(
    (await tx.select({ key: pausedLanes.key }).from(pausedLanes).where(inArray(pausedLanes.key, lanes))).map(
      (row) => row.key,
    ),
  );
  for (const lane of lanes)
    if (!closed.has(lane)) await wake(tx, lane, opened.includes(lane) ? MOST_AT_ONCE[kindOf(lane)] : 1);
}

/** For the sweep: wakes who waits for a lane that has room after all, and one where a pause has ended. Returns the lanes. */
export async function wakeWaiting(tx: Tx): Promise<LaneKey[]> {
  const rows = await tx.execute<{ key: LaneKey }>(
    sql`select distinct waits_for as key from outbox where status in ('queued', 'retry') and waits_for is not null`,
  );
  const keys = rows.map(({ key }) => key);
  for (const { key, paused, over, busy } of await statesOf(tx, keys)) {
    if (paused ? over && busy === 0 : busy < MOST_AT_ONCE[kindOf(key)])
      await wake(tx, key, paused ? 1 : MOST_AT_ONCE[kindOf(key)] - busy);
  }
  return keys;
}

/** The one of them that stays closed longest. */
export async function pausedUntil(tx: Tx, lanes: LaneKey[]): Promise<{ key: string; until: Date } | null> {
  if (lanes.length === 0) return null;
  const [row] = await tx
    .select({ key: pausedLanes.key, until: pausedLanes.until })
    .from(pausedLanes)
    .where(and(inArray(pausedLanes.key, lanes), gt(pausedLanes.until, sql`now()`)))
    .orderBy(desc(pausedLanes.until))
    .limit(1);
  return row ?? null;
}

/** A person does not want to wait: the next one that comes along is the one that tries. */
export async function endPauses(tx: Tx, lanes: LaneKey[]): Promise<void> {
  if (lanes.length > 0) await tx.update(pausedLanes).set({ until: sql`now()` }).where(inArray(pausedLanes.key, lanes));
}

/** What nobody tried again: without traffic there is nothing to pause. */
export async function dropOldPauses(tx: Tx): Promise<void> {
  await tx.delete(pausedLanes).where(sql`until < now() - interval '1 day'`);
}

type State = { key: LaneKey; paused: boolean; over: boolean; busy: number };

async function statesOf(tx: Tx, lanes: LaneKey[]): Promise<State[]> {
  if (lanes.length === 0) return [];
  const rows = await tx.execute<State>(sql`
    select key, p.key is not null as paused, coalesce(p.until <= now(), true) as over,
      (select count(*)::int from outbox o where o.status = 'sending' and o.lanes @> array[key]) as busy
    from unnest(${array(lanes)}) key left join paused_lanes p using (key)`);
  return [...rows];
}

async function open(tx: Tx, lanes: LaneKey[]): Promise<string[]> {
  if (lanes.length === 0) return [];
  const rows = await tx.delete(pausedLanes).where(inArray(pausedLanes.key, lanes)).returning({ key: pausedLanes.key });
  return rows.map(({ key }) => key);
}

async function pause(tx: Tx, key: LaneKey, via: LaneKey | null, words: string): Promise<void> {
  const [known] = await tx
    .select({ failures: pausedLanes.failures, over: sql<boolean>`${pausedLanes.until} <= now()` })
    .from(pausedLanes)
    .where(inArray(pausedLanes.key, [key]));
  // Those that were on their way together fail together: that is one failure.
  if (known && !known.over) return;
  const failures = (known?.failures ?? 0) + 1;
  const values = {
    via,
    failures,
    words: words.slice(0, 500),
    until: sql`now() + make_interval(secs => ${delayAfter(failures) / 1000})`,
  };
  await tx
    .insert(pausedLanes)
    .values({ key, ...values })
    .onConflictDoUpdate({ target: pausedLanes.key, set: values });
  if (kindOf(key) !== 'domain' || !via) return;
  const others = await tx
    .select({ key: pausedLanes.key })
    .from(pausedLanes)
    .where(sql`via = ${via} and key like 'domain %' and until > now()`)
    .limit(DOMAINS_THAT_MEAN_THE_SERVER);
  if (others.length >= DOMAINS_THAT_MEAN_THE_SERVER) await pause(tx, via, null, words);
}

async function wake(tx: Tx, key: LaneKey, most: number): Promise<void> {
  const woken = await tx
    .update(outbox)
    .set({ waitsFor: null })
    .where(
      sql`${outbox.id} in (
        select id from outbox where waits_for = ${key} and status in ('queued', 'retry') and waits_for is not null and due_at <= now()
        order by due_at limit ${most} for update skip locked)`,
    )
    .returning({ id: outbox.id });
  for (const { id } of woken) await enqueue(tx, 'outbox.ready', { outboxId: id });
}

function kindOf(key: LaneKey): Lane {
  return key.slice(0, key.indexOf(' ')) as Lane;
}

const array = (keys: LaneKey[]) =>
  sql`array[${sql.join(
    keys.map((key) => sql`${key}`),
    sql`, `,
  )}]::text[]`;
