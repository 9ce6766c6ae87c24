// Which worker reads which mailbox. A lease is a row; who holds it renews it, and who lost it can no longer commit anything.
import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { type ImapSettings, imapReaders, mailboxes } from '#db/schema.ts';

export type Lease = {
  mailboxId: number;
  holder: string;
  address: string;
  imap: ImapSettings;
  /** Null: signed in to with the mailbox's grant. */
  passwordEncrypted: string | null;
};

/** After this long without renewal another worker takes over: mail waits no longer than that when one is killed. */
const HELD_SECONDS = 30;

/** Takes every fetched mailbox that nobody reads. @param holder random, used for this call alone. */
export async function claimLeases(holder: string): Promise<Lease[]> {
  await db().execute(sql`
    insert into ${imapReaders} (mailbox_id) select id from ${mailboxes} where imap is not null on conflict do nothing`);
  const rows = await db()
    .update(imapReaders)
    .set({ holder, heldUntil: until() })
    .from(mailboxes)
    .where(
      and(
        eq(mailboxes.id, imapReaders.mailboxId),
        isNotNull(mailboxes.imap),
        or(isNull(imapReaders.holder), lt(imapReaders.heldUntil, sql`now()`)),
      ),
    )
    .returning({
      mailboxId: mailboxes.id,
      address: mailboxes.address,
      imap: mailboxes.imap,
      passwordEncrypted: mailboxes.imapPasswordEncrypted,
    });
  return rows.flatMap(({ imap, passwordEncrypted, ...row }) =>
    imap && (passwordEncrypted || imap.signIn) ? [{ ...row, holder, imap, passwordEncrypted }] : [],
  );
}

/** Returns those that still hold, each as `<mailbox> <holder>`. */
export async function renewLeases(holders: string[]): Promise<Set<string>> {
  if (holders.length === 0) return new Set();
  const rows = await db()
    .update(imapReaders)
    .set({ heldUntil: until() })
    .where(inArray(imapReaders.holder, holders))
    .returning({ mailboxId: imapReaders.mailboxId, holder: imapReaders.holder });
  return new Set(rows.map(({ mailboxId, holder }) => `${mailboxId} ${holder}`));
}

export async function releaseLease({ mailboxId, holder }: Lease): Promise<void> {
  await db()
    .update(imapReaders)
    .set({ holder: null, heldUntil: null })
    .where(and(eq(imapReaders.mailboxId, mailboxId), eq(imapReaders.holder, holder)));
}

const until = () => sql`now() + make_interval(secs => ${HELD_SECONDS})`;
