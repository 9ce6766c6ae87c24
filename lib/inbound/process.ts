// The job `mail.received`: a stored mail becomes a message in its conversation, once, or waits in quarantine with the reason. Owns the way
// from raw bytes to a message; what the AI makes of it is a later job's business.
import { and, eq, getTableColumns, inArray, lt, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { storeBytes } from '#lib/conversations/stored-bytes.ts';
import { log } from '#lib/platform/log.ts';
import type { Resolve } from '#lib/platform/net/resolve-dns.ts';
import type { StoredBytes } from '#lib/platform/storage.ts';
import { checkSender } from './authenticity/check-sender.ts';
import type { AnswerByMail } from './colleague.ts';
import { once } from './once.ts';
import { type ParsedMail, parseMail } from './parse.ts';
import { quarantine } from './quarantine.ts';
import { sameMailKey } from './same-mail.ts';
import { type RawMessage, type StoredPart, storeMail } from './store.ts';
import { Unusable } from './unusable.ts';
import { isForNow, StoreAway } from './weather.ts';

const MOST_ATTEMPTS = 4;

export type Means = {
  /** DNS, for the sender's proof; without it, the machine's. */
  resolve?: Resolve | undefined;
  /** What a colleague's own mail is sent on with; without it, none is. */
  answerByMail?: AnswerByMail | undefined;
};

/**
 * Idempotent: only a `received` row is worked on, and it moves to `processed` in the transaction that stores its message. Throws when the
 * trouble is not the mail's (database or file store away): the job then comes again.
 */
export async function processRawMessage(rawMessageId: number, means: Means = {}): Promise<void> {
  const row = await begin(rawMessageId);
  if (!row) return;
  if (row.attempts > MOST_ATTEMPTS)
    return quarantine(
      rawMessageId,
      'Reading it ended the worker several times. It is left alone until somebody tries again.',
    );
  try {
    const { raw, ...rest } = row;
    await work(rest, raw, means);
  } catch (error) {
    if (isForNow(error)) {
      await end(rawMessageId).catch(() => {});
      throw error;
    }
    log.warn({ err: error, rawMessageId }, 'a mail goes to quarantine');
    await quarantine(
      rawMessageId,
      error instanceof Unusable ? error.message : `It could not be stored: ${words(error)}`,
    );
  }
}

async function work(row: RawMessage & { authservId: string | null }, raw: Buffer, means: Means): Promise<void> {
  const mail = await parseMail(raw).catch((error: unknown) => {
    throw new Unusable(`It could not be read: ${words(error)}`);
  });
  for (const id of await earlierOnesNamed(row, mail)) await processRawMessage(id, means);
  // Outside of the transaction: it asks the world.
  const verdict = await checkSender(mail, raw, row, row.authservId, means.resolve);
  const files: StoredPart[] = [];
  for (const { bytes, ...part } of mail.parts) files.push({ ...part, ...(await keep(bytes)) });
  await db().transaction(async (tx) => {
    const [mine] = await tx
      .update(rawMessages)
      .set({ status: 'processed', reason: null })
      .where(and(eq(rawMessages.id, row.id), eq(rawMessages.status, 'received')))
      .returning({ id: rawMessages.id });
    if (!mine) return;
    const key = row.door === 'form' ? null : (row.sameKey ?? sameMailKey(raw));
    const messageId = await once(tx, row, mail, verdict, key, (sameId) =>
      storeMail(tx, row, mail, files, verdict, { sameId, answerByMail: means.answerByMail }),
    );
    await tx.update(rawMessages).set({ messageId, sameKey: key }).where(eq(rawMessages.id, row.id));
  });
}

function keep(bytes: Uint8Array): Promise<StoredBytes> {
  return storeBytes(bytes).catch((cause: unknown) => {
    throw new StoreAway('an attachment could not be stored', { cause });
  });
}

/** Mails that this one answers and that wait for their turn: first come, first threaded. */
async function earlierOnesNamed(row: RawMessage, mail: ParsedMail): Promise<number[]> {
  const ids = [...new Set([...mail.inReplyTo, ...mail.references])];
  if (ids.length === 0) return [];
  const rows = await db()
    .select({ id: rawMessages.id })
    .from(rawMessages)
    .where(
      and(
        eq(rawMessages.mailboxId, row.mailboxId),
        inArray(rawMessages.dedupeKey, ids),
        eq(rawMessages.status, 'received'),
        lt(rawMessages.id, row.id),
      ),
    )
    .orderBy(rawMessages.id);
  return rows.map(({ id }) => id);
}

async function begin(rawMessageId: number) {
  const [row] = await db()
    .update(rawMessages)
    .set({ attempts: sql`${rawMessages.attempts} + 1` })
    .where(and(eq(rawMessages.id, rawMessageId), eq(rawMessages.status, 'received')))
    .returning({
      ...getTableColumns(rawMessages),
      authservId: sql<string | null>`(select authserv_id from mailboxes where id = ${rawMessages.mailboxId})`,
    });
  return row;
}

/** This attempt ended, if not well: only those that never end count. */
async function end(rawMessageId: number): Promise<void> {
  await db()
    .update(rawMessages)
    .set({ attempts: sql`greatest(${rawMessages.attempts} - 1, 0)` })
    .where(eq(rawMessages.id, rawMessageId));
}

function words(error: unknown): string {
  const text = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
