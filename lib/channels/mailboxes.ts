// Owns the addresses that customers write to, their keys and their SMTP servers (imap-settings.ts: their IMAP servers). Knows no message.
import { and, asc, eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type ImapSettings, mailboxAliases, mailboxes, mailboxHealth, type SmtpSettings } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { encrypt, randomToken, sha256 } from '#lib/platform/crypto.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { isAlias, lockAddresses } from './aliases.ts';
import { dkimRecord } from './dkim.ts';
import { SMTP_PASSWORD, sameServer } from './smtp-password.ts';

/** As Settings shows it: whether there are secrets, never which. */
export type MailboxSettings = {
  id: number;
  name: string;
  address: string;
  inboundKeySet: boolean;
  smtp: SmtpSettings | null;
  smtpPasswordSet: boolean;
  imap: ImapSettings | null;
  imapPasswordSet: boolean;
  authservId: string | null;
  signature: string;
  teamId: number | null;
  aliases: string[];
  /** `record`: what the owner publishes. */
  dkim: { domain: string; selector: string; record: { name: string; value: string } } | null;
  demo: boolean;
};

export async function listMailboxes(): Promise<MailboxSettings[]> {
  const [rows, aliases] = await Promise.all([
    db().select().from(mailboxes).orderBy(asc(mailboxes.id)),
    db().select().from(mailboxAliases).orderBy(asc(mailboxAliases.address)),
  ]);
  return rows.map(
    ({
      inboundKeyHash,
      smtpPasswordEncrypted,
      imapPasswordEncrypted,
      dkimKeyEncrypted: _key,
      createdAt: _,
      dkim,
      ...row
    }) => ({
      ...row,
      inboundKeySet: inboundKeyHash !== null,
      smtpPasswordSet: smtpPasswordEncrypted !== null,
      imapPasswordSet: imapPasswordEncrypted !== null,
      dkim: dkim && { domain: dkim.domain, selector: dkim.selector, record: dkimRecord(dkim) },
      aliases: aliases.filter(({ mailboxId }) => mailboxId === row.id).map(({ address }) => address),
    }),
  );
}

/** Where a conversation can be moved to. */
export async function listMailboxNames(): Promise<{ id: number; name: string; address: string }[]> {
  return db()
    .select({ id: mailboxes.id, name: mailboxes.name, address: mailboxes.address })
    .from(mailboxes)
    .orderBy(asc(mailboxes.id));
}

export async function mailboxById(id: number): Promise<{ name: string; address: string }> {
  const [row] = await db()
    .select({ name: mailboxes.name, address: mailboxes.address })
    .from(mailboxes)
    .where(eq(mailboxes.id, id));
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
  return row;
}

/** Where a mailbox is fetched and sends, if it is signed in to with a grant: its forms ask for neither. */
export async function connectedServers(id: number): Promise<{ imap: ImapSettings | null; smtp: SmtpSettings | null }> {
  const [row] = await db()
    .select({ imap: mailboxes.imap, smtp: mailboxes.smtp })
    .from(mailboxes)
    .where(eq(mailboxes.id, id));
  return { imap: row?.imap?.signIn ? row.imap : null, smtp: row?.smtp?.signIn ? row.smtp : null };
}

/** True while some mailbox has no SMTP server: its mail is captured and stays on this machine. */
export async function someMailIsCaptured(): Promise<boolean> {
  const rows = await listMailboxes();
  return rows.length === 0 || rows.some((mailbox) => !mailbox.smtp);
}

export async function addMailbox(
  tx: Tx,
  agent: CurrentAgent,
  values: { name: string; address: string; demo?: boolean },
): Promise<number> {
  requireRole(agent, 'admin');
  const address = values.address.trim().toLowerCase();
  // `+r…` is ours: replies come back to it.
  if (address.split('@')[0]?.includes('+'))
    throw new Invalid('Use the address without a "+" part; replies need that part.', 'address');
  await lockAddresses(tx);
  if (await isAlias(tx, address))
    throw new Invalid('Another mailbox takes mail for this address already. Take it off its list first.', 'address');
  const [row] = await tx
    .insert(mailboxes)
    .values({ name: values.name.trim(), address, demo: values.demo ?? false })
    .onConflictDoNothing()
    .returning({ id: mailboxes.id });
  if (!row) throw new Invalid('There is a mailbox with this address already.', 'address');
  return row.id;
}

export async function renameMailbox(tx: Tx, agent: CurrentAgent, id: number, name: string): Promise<void> {
  requireRole(agent, 'admin');
  await moved(
    tx.update(mailboxes).set({ name: name.trim() }).where(eq(mailboxes.id, id)).returning({ id: mailboxes.id }),
  );
}

/** @param signature Markdown; '' for none. */
export async function saveSignature(tx: Tx, agent: CurrentAgent, id: number, signature: string): Promise<void> {
  requireRole(agent, 'admin');
  await moved(
    tx
      .update(mailboxes)
      .set({ signature: signature.trim() })
      .where(eq(mailboxes.id, id))
      .returning({ id: mailboxes.id }),
  );
}

/** Opens (or changes the lock of) POST /api/inbound/<address>. Returns the key, which is kept as a hash only: shown once. */
export async function rotateInboundKey(tx: Tx, agent: CurrentAgent, id: number): Promise<string> {
  requireRole(agent, 'admin');
  const key = `tin_${randomToken(24)}`;
  await moved(
    tx
      .update(mailboxes)
      .set({ inboundKeyHash: sha256(key) })
      .where(eq(mailboxes.id, id))
      .returning({ id: mailboxes.id }),
  );
  return key;
}

/**
 * `null` goes back to capturing. An empty password keeps the one that is there, for the same server, user and TLS setting: a password is
 * never handed to another server than it was entered for.
 */
export async function saveSmtp(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  smtp: SmtpSettings | null,
  password: string,
): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.select().from(mailboxes).where(eq(mailboxes.id, id)).for('update');
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
  if (smtp?.signIn && !sameServer(row.smtp, smtp))
    throw new Conflict('The connection of this mailbox changed meanwhile. Reload the page.');
  const sealed =
    !smtp || smtp.signIn
      ? null
      : password
        ? encrypt(password, SMTP_PASSWORD)
        : sameServer(row.smtp, smtp)
          ? row.smtpPasswordEncrypted
          : null;
  if (smtp?.user && !smtp.signIn && !sealed)
    throw new Invalid('Give the password for this user. Nothing was changed.', 'password');
  await tx.update(mailboxes).set({ smtp, smtpPasswordEncrypted: sealed }).where(eq(mailboxes.id, id));
  await tx.delete(mailboxHealth).where(and(eq(mailboxHealth.mailboxId, id), eq(mailboxHealth.direction, 'out')));
}

/** Conversations stay; they lose the address they came in by. */
export async function removeMailbox(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'owner');
  // Two who each leave the other's would leave none.
  await lockAddresses(tx);
  const rows = await tx.select({ id: mailboxes.id }).from(mailboxes);
  if (rows.length === 1)
    throw new Conflict('This is the only mailbox. Add another one first, or customers cannot write.');
  await moved(tx.delete(mailboxes).where(eq(mailboxes.id, id)).returning({ id: mailboxes.id }));
}

async function moved(rows: PromiseLike<{ id: number }[]>): Promise<void> {
  if ((await rows).length === 0) throw new NotFound('This mailbox is gone. Reload the page.');
}
