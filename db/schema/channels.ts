// Where messages come and go.
import { bigint, boolean, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { teams } from './agents.ts';
import { at, createdAt, id, ref } from './columns.ts';

export type ChannelKind = 'email' | 'form' | 'chat' | 'api';

export const mailboxes = pgTable('mailboxes', {
  id: id(),
  name: text().notNull(),
  /** Lower case; mail to it (and to its reply addresses, local+r…@domain) is accepted. */
  address: text().notNull().unique(),
  /** sha256 of the key that POST /api/inbound/<address> needs; null: that door is shut. */
  inboundKeyHash: text(),
  /** Without one, outgoing mail is captured and does not leave this machine. The password is apart, encrypted. */
  smtp: jsonb().$type<SmtpSettings>(),
  smtpPasswordEncrypted: text(),
  /** Where mail is fetched from; null: it only comes in by the other doors. The password is apart, encrypted. */
  imap: jsonb().$type<ImapSettings>(),
  imapPasswordEncrypted: text(),
  /** The receiving server whose Authentication-Results are believed for fetched mail (RFC 8601); null: none. */
  authservId: text(),
  /** Markdown; stands below everything that is sent from it. '' for none. */
  signature: text().notNull().default(''),
  /** New conversations go to this team; null: to none. */
  teamId: ref().references(() => teams.id, { onDelete: 'set null' }),
  /** What outgoing mail is signed with; null: it is not signed here. The private key is apart, encrypted. */
  dkim: jsonb().$type<DkimSettings>(),
  dkimKeyEncrypted: text(),
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

/** `publicKey`: SubjectPublicKeyInfo in base64, as the DNS record carries it. */
export type DkimSettings = { domain: string; selector: string; publicKey: string };

/** Further addresses that a mailbox takes mail for. Never the address of a mailbox: lib/channels/aliases.ts and mailboxes.ts see to that. */
export const mailboxAliases = pgTable(
  'mailbox_aliases',
  {
    /** Lower case. */
    address: text().primaryKey(),
    mailboxId: ref()
      .notNull()
      .references(() => mailboxes.id, { onDelete: 'cascade' }),
  },
  (t) => [index('mailbox_aliases_mailbox').on(t.mailboxId)],
);

/** Where a mailbox may be signed in to without a password: its owner allowed it there. */
export type MailProvider = 'google' | 'microsoft';

/** `signIn`: with the mailbox's grant instead of a password. */
export type SmtpSettings = { host: string; port: number; secure: boolean; user?: string; signIn?: MailProvider };

export type ImapSettings = {
  host: string;
  port: number;
  /** TLS from the start; else STARTTLS. */
  secure: boolean;
  user: string;
  /** With the mailbox's grant instead of a password. */
  signIn?: MailProvider;
  folder: string;
  /** `YYYY-MM-DD`: mail that arrived there before this day is never fetched. */
  since: string;
  /** What becomes of a mail there once it is ours. */
  afterwards: 'leave' | 'read' | 'move';
  /** The folder that `move` moves to. */
  moveTo?: string;
};

/** How far each fetched mailbox has been read, and which worker reads it: one at a time, for as long as it renews its lease. */
export const imapReaders = pgTable('imap_readers', {
  mailboxId: ref()
    .primaryKey()
    .references(() => mailboxes.id, { onDelete: 'cascade' }),
  /** Random, new for each lease; a commit counts only while it still stands here. Null: nobody reads. */
  holder: text(),
  heldUntil: at(),
  /** UIDs mean nothing under another UIDVALIDITY: then reading begins again, and what is known already is recognised. */
  uidValidity: bigint({ mode: 'number' }),
  /** Every mail up to this UID is stored. */
  lastUid: bigint({ mode: 'number' }).notNull().default(0),
  /** UIDs that are stored and still have to be marked or moved there. */
  untidied: jsonb().$type<number[]>().notNull().default([]),
});

/** `in`: fetching. `out`: sending. */
export type Direction = 'in' | 'out';

/** Whether a mailbox's servers do what they should. A row appears with the first attempt. */
export const mailboxHealth = pgTable(
  'mailbox_health',
  {
    mailboxId: ref()
      .notNull()
      .references(() => mailboxes.id, { onDelete: 'cascade' }),
    direction: text().$type<Direction>().notNull(),
    /** The last attempt, well or not. */
    checkedAt: createdAt(),
    /** The last that went well. */
    wellAt: at(),
    /** What is wrong, in a sentence; null: nothing. */
    problem: text(),
    problemSince: at(),
    /** When owners and admins were told of this problem. */
    toldAt: at(),
  },
  (t) => [primaryKey({ columns: [t.mailboxId, t.direction] })],
);

/** What Google or Microsoft gave us for a mailbox. Tokens are sealed. */
export const mailboxGrants = pgTable('mailbox_grants', {
  mailboxId: ref()
    .primaryKey()
    .references(() => mailboxes.id, { onDelete: 'cascade' }),
  provider: text().$type<MailProvider>().notNull(),
  accessEncrypted: text().notNull(),
  accessExpiresAt: at().notNull(),
  refreshEncrypted: text().notNull(),
  /** When the provider ends it whatever we do; null: it did not say. */
  endsAt: at(),
  grantedAt: createdAt(),
});
