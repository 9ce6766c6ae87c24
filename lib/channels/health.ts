// Whether the servers behind a mailbox do what they should: what went well last, what is wrong and since when. Knows no server.
import { and, eq, isNotNull, lt, or, type SQLWrapper, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type Direction, imapReaders, mailboxes, mailboxHealth, rawMessages } from '#db/schema.ts';

/** One direction of a mailbox. `problem` is a sentence; null: nothing is wrong. Null times: never. */
export type Health = { checkedAt: Date; wellAt: Date | null; problem: string | null; problemSince: Date | null };
export type MailboxHealth = { lastMailAt: Date | null; in: Health | null; out: Health | null };
export type Trouble = { mailboxId: number; address: string; direction: Direction; problem: string; since: Date };

/** A server that is away for a moment is nobody's business. */
const TROUBLE_AFTER_SECONDS = 60;
/** Readers ask every minute. */
const SILENT_AFTER_MINUTES = 4;
/** Nobody needs to know to the second when it went well; a row that is written for each mail is a row that everybody waits for. */
const FRESH_SECONDS = 20;

export async function noteWell(tx: Tx, mailboxId: number, direction: Direction): Promise<void> {
  const well = { checkedAt: sql`now()`, wellAt: sql`now()`, problem: null, problemSince: null };
  await tx
    .insert(mailboxHealth)
    .values({ mailboxId, direction, ...well })
    .onConflictDoUpdate({
      target: [mailboxHealth.mailboxId, mailboxHealth.direction],
      set: well,
      setWhere: or(
        isNotNull(mailboxHealth.problem),
        lt(mailboxHealth.checkedAt, sql`now() - make_interval(secs => ${FRESH_SECONDS})`),
      ),
    });
}

/** @param problem a sentence for people. The first one's time stays until something goes well. */
export async function noteProblem(tx: Tx, mailboxId: number, direction: Direction, problem: string): Promise<void> {
  await tx
    .insert(mailboxHealth)
    .values({ mailboxId, direction, problem, problemSince: sql`now()` })
    .onConflictDoUpdate({
      target: [mailboxHealth.mailboxId, mailboxHealth.direction],
      set: { checkedAt: sql`now()`, problem, problemSince: sql`coalesce(${mailboxHealth.problemSince}, now())` },
    });
}

/** A mailbox that nobody has looked into for minutes is in trouble, too, whoever should have done it; so is one that nobody ever looked into. */
export async function noteSilence(tx: Tx): Promise<void> {
  // Its clock starts when the first worker that runs sees it.
  await tx.execute(sql`
    insert into ${mailboxHealth} (mailbox_id, direction) select id, 'in' from ${mailboxes} where imap is not null on conflict do nothing`);
  await tx
    .update(mailboxHealth)
    .set({ problem: silence, problemSince: sql`${mailboxHealth.checkedAt}` })
    .where(and(eq(mailboxHealth.direction, 'in'), sql`${mailboxHealth.problem} is null`, isSilent));
}

const isSilent = lt(mailboxHealth.checkedAt, sql`now() - make_interval(mins => ${SILENT_AFTER_MINUTES})`);
/** Of a silent mailbox, in words: whether a worker has it. */
const silence = sql<string>`case when exists (
    select from ${imapReaders} r where r.mailbox_id = ${mailboxHealth.mailboxId} and r.held_until > now())
  then 'A worker has this mailbox and has not looked into it for some minutes. Restart the worker; its log says more.'
  else 'No worker has read this mailbox for some minutes. Is the worker running? Its log says why.' end`;

const unnoted = (value: SQLWrapper) =>
  sql`case when ${mailboxHealth.direction} = 'in' and ${mailboxHealth.problem} is null and ${isSilent} then ${value} end`;

/** By mailbox. */
export async function loadHealth(): Promise<Map<number, MailboxHealth>> {
  const [newest, rows] = await Promise.all([
    db()
      .select({
        id: mailboxes.id,
        lastMailAt: sql<Date | null>`(
          select max(r.received_at) from ${rawMessages} r where r.mailbox_id = ${mailboxes.id} and r.door <> 'form')`.mapWith(
          rawMessages.receivedAt,
        ),
      })
      .from(mailboxes),
    // Where no worker lives, nobody notes the silence.
    db()
      .select({
        mailboxId: mailboxHealth.mailboxId,
        direction: mailboxHealth.direction,
        checkedAt: mailboxHealth.checkedAt,
        wellAt: mailboxHealth.wellAt,
        problem: sql<string | null>`coalesce(${mailboxHealth.problem}, ${unnoted(silence)})`,
        problemSince:
          sql<Date | null>`coalesce(${mailboxHealth.problemSince}, ${unnoted(mailboxHealth.checkedAt)})`.mapWith(
            mailboxHealth.checkedAt,
          ),
      })
      .from(mailboxHealth),
  ]);
  return new Map(
    newest.map(({ id, lastMailAt }) => {
      const of = (direction: Direction) => rows.find((row) => row.mailboxId === id && row.direction === direction);
      return [id, { lastMailAt, in: of('in') ?? null, out: of('out') ?? null }];
    }),
  );
}

/** What has been wrong for longer than a moment, longest first. Only of servers that are still set: a reader may say its last word after the setting is gone. */
export async function listTroubles(tx: Pick<Tx, 'select'> = db()): Promise<Trouble[]> {
  const rows = await tx
    .select({
      mailboxId: mailboxHealth.mailboxId,
      address: mailboxes.address,
      direction: mailboxHealth.direction,
      problem: mailboxHealth.problem,
      since: mailboxHealth.problemSince,
    })
    .from(mailboxHealth)
    .innerJoin(mailboxes, eq(mailboxes.id, mailboxHealth.mailboxId))
    .where(
      and(
        lt(mailboxHealth.problemSince, sql`now() - make_interval(secs => ${TROUBLE_AFTER_SECONDS})`),
        or(
          and(eq(mailboxHealth.direction, 'in'), isNotNull(mailboxes.imap)),
          and(eq(mailboxHealth.direction, 'out'), isNotNull(mailboxes.smtp)),
        ),
      ),
    )
    .orderBy(mailboxHealth.problemSince);
  return rows.flatMap(({ problem, since, ...row }) => (problem && since ? [{ ...row, problem, since }] : []));
}
