// Finding the mailbox that mail is for, and whether a caller may hand mail in for it.
import { asc, eq, inArray, or } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { mailboxAliases, mailboxes } from '#db/schema.ts';
import { safeEqual, sha256 } from '#lib/platform/crypto.ts';

export type Mailbox = typeof mailboxes.$inferSelect;

/** By its own address or one of its further ones. @param address any case, without a reply part. */
export async function mailboxByAddress(address: string): Promise<Mailbox | null> {
  const wanted = address.trim().toLowerCase();
  const byAlias = db()
    .select({ id: mailboxAliases.mailboxId })
    .from(mailboxAliases)
    .where(eq(mailboxAliases.address, wanted));
  const [row] = await db()
    .select()
    .from(mailboxes)
    .where(or(eq(mailboxes.address, wanted), inArray(mailboxes.id, byAlias)));
  return row ?? null;
}

/** Which of these are ours, and whose each is. @param addresses lower case, without a reply part. */
export async function mailboxIdsOf(tx: Pick<Tx, 'select'>, addresses: string[]): Promise<Map<string, number>> {
  const asked = [...new Set(addresses)];
  if (asked.length === 0) return new Map();
  const own = tx
    .select({ address: mailboxes.address, id: mailboxes.id })
    .from(mailboxes)
    .where(inArray(mailboxes.address, asked));
  const further = tx
    .select({ address: mailboxAliases.address, id: mailboxAliases.mailboxId })
    .from(mailboxAliases)
    .where(inArray(mailboxAliases.address, asked));
  return new Map((await own.unionAll(further)).map(({ address, id }) => [address, id]));
}

/** The mailbox, if `key` is the one that its inbound webhook was given; null for a wrong key, an unknown address or a shut door alike. */
export async function mailboxForInboundKey(address: string, key: string): Promise<Mailbox | null> {
  const mailbox = await mailboxByAddress(address);
  const known = mailbox?.inboundKeyHash ?? sha256('no such door');
  return safeEqual(known, sha256(key)) && mailbox?.inboundKeyHash ? mailbox : null;
}

/** Where the portal's form brings its messages: the team's first mailbox. Null while there is none. */
export async function formMailbox(tx: Pick<Tx, 'select'> = db()): Promise<Mailbox | null> {
  const [row] = await tx.select().from(mailboxes).orderBy(asc(mailboxes.id)).limit(1);
  return row ?? null;
}
