// Mailboxes and mails for the tests of this folder.
import { asc, eq, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { type ImapSettings, imapReaders, mailboxes, mailboxHealth, rawMessages } from '#db/schema.ts';
import { IMAP_PASSWORD } from '#lib/channels/imap-password.ts';
import { encrypt } from '#lib/platform/crypto.ts';
import type { Dovecot } from '../../../e2e/peers/dovecot.ts';

let made = 0;

/** A mailbox fetched from this Dovecot, for a user of its own. */
export async function fetchedMailbox(dovecot: Dovecot, more: Partial<ImapSettings> = {}, password = dovecot.password) {
  const user = `user${made++}`;
  const imap: ImapSettings = {
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    user,
    folder: 'INBOX',
    since: '2026-01-01',
    afterwards: 'leave',
    ...more,
  };
  const [row] = await db()
    .insert(mailboxes)
    .values({
      name: user,
      address: `${user}@parcelbird.example`,
      imap,
      imapPasswordEncrypted: encrypt(password, IMAP_PASSWORD),
    })
    .returning({ id: mailboxes.id });
  return { id: row?.id ?? 0, user, imap };
}

export function mail(id: string, body = 'Where is my parcel?'): string {
  return `Return-Path: <jonas@kunde.example>\r\nFrom: Jonas <jonas@kunde.example>\r\nTo: support@parcelbird.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@kunde.example>\r\n\r\n${body}\r\n`;
}

/** The Message-IDs that are stored, first come first; `sha256:…` for mail without one. */
export async function storedIn(mailboxId: number): Promise<string[]> {
  const rows = await db()
    .select({ key: rawMessages.dedupeKey })
    .from(rawMessages)
    .where(eq(rawMessages.mailboxId, mailboxId))
    .orderBy(asc(rawMessages.id));
  return rows.map(({ key }) => key.replace('@kunde.example', ''));
}

export async function healthOf(mailboxId: number) {
  const [row] = await db().select().from(mailboxHealth).where(eq(mailboxHealth.mailboxId, mailboxId));
  return row;
}

export async function readerOf(mailboxId: number) {
  const [row] = await db().select().from(imapReaders).where(eq(imapReaders.mailboxId, mailboxId));
  return row;
}

/** As if the half minute of a lease were over: what other workers wait for when one is killed. */
export async function leasesRunOut(): Promise<void> {
  await db().update(imapReaders).set({ heldUntil: sql`now() - interval '1 second'` });
}
