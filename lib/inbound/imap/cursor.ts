// How far a mailbox has been read. Mail and mark move in one transaction: a worker that dies in between has lost nothing and doubles nothing.
import { and, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { imapReaders } from '#db/schema.ts';
import { receive } from '../receive.ts';
import type { Fetched } from './fetched.ts';
import type { Lease } from './lease.ts';

/** Somebody else reads this mailbox now, or its settings changed. */
export class LostLease extends Error {
  override name = 'LostLease';
}

/** Our database, not their server: nothing of it is the mailbox's fault. */
export class NotStored extends Error {
  override name = 'NotStored';
}

export type Cursor = { lastUid: number; untidied: number[] };

/** Under a UIDVALIDITY that is not the known one, reading begins again. */
export function cursorUnder(lease: Lease, uidValidity: number): Promise<Cursor> {
  return stored(async (tx) => {
    const [row] = await tx.select().from(imapReaders).where(held(lease)).for('update');
    if (!row) throw new LostLease();
    if (row.uidValidity === uidValidity) return { lastUid: row.lastUid, untidied: row.untidied };
    const fresh = { uidValidity, lastUid: 0, untidied: [] };
    await tx.update(imapReaders).set(fresh).where(held(lease));
    return fresh;
  });
}

/** Stores the mails and moves the mark to `upTo`. Returns the UIDs to tidy up there. Throws LostLease, having stored nothing. */
export function take(lease: Lease, mails: Fetched[], upTo: number): Promise<number[]> {
  const tidy = lease.imap.afterwards === 'leave' ? [] : mails.filter(({ held }) => !held).map(({ uid }) => uid);
  return stored(async (tx) => {
    const [mine] = await tx
      .update(imapReaders)
      .set({ lastUid: upTo, untidied: sql`${imapReaders.untidied} || ${JSON.stringify(tidy)}::jsonb` })
      .where(held(lease))
      .returning({ mailboxId: imapReaders.mailboxId });
    if (!mine) throw new LostLease();
    for (const { raw, from, held } of mails) {
      const envelope = { from, to: [lease.address] };
      await receive(tx, { mailboxId: lease.mailboxId, door: 'imap', envelope, raw, ...(held ? { held } : {}) });
    }
    return tidy;
  });
}

/** They are marked or moved there. */
export async function tidied(lease: Lease, uids: number[]): Promise<void> {
  await stored(async (tx) => {
    const [row] = await tx.select().from(imapReaders).where(held(lease)).for('update');
    if (!row) throw new LostLease();
    const done = new Set(uids);
    await tx
      .update(imapReaders)
      .set({ untidied: row.untidied.filter((uid) => !done.has(uid)) })
      .where(held(lease));
  });
}

function held({ mailboxId, holder }: Lease) {
  return and(eq(imapReaders.mailboxId, mailboxId), eq(imapReaders.holder, holder));
}

async function stored<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db().transaction(work);
  } catch (error) {
    if (error instanceof LostLease) throw error;
    throw new NotStored('fetched mail could not be stored', { cause: error });
  }
}
