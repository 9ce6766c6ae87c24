// Mail before it is a message: as it arrived, and which copies are one mail.
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { mailboxes } from './channels.ts';
import { bytea, createdAt, id, ref } from './columns.ts';
import { messages } from './conversations.ts';

/** Mail as it arrived, stored before it is acknowledged. */
export const rawMessages = pgTable(
  'raw_messages',
  {
    id: id(),
    mailboxId: ref()
      .notNull()
      .references(() => mailboxes.id, { onDelete: 'cascade' }),
    door: text().$type<'smtp' | 'imap' | 'http' | 'form'>().notNull(),
    /** Message-ID, or `sha256:…` of the raw bytes where there is none: the same message twice is one row. Another mail under a known Message-ID has its `sameKey` behind it. */
    dedupeKey: text().notNull(),
    /** sha256 of what stays the same on every way that one mail takes (lib/inbound/same-mail.ts). Null: it came before this was kept. */
    sameKey: text(),
    envelope: jsonb().$type<{ from: string; to: string[]; ip?: string; helo?: string }>().notNull(),
    raw: bytea().notNull(),
    size: integer().notNull(),
    /** received → processed, or quarantined with the reason: shown, downloadable, retryable. */
    status: text().$type<'received' | 'processed' | 'quarantined'>().notNull().default('received'),
    reason: text(),
    /** Times that work on it began and never ended: a mail that takes the worker down with it must not do so for ever. */
    attempts: smallint().notNull().default(0),
    messageId: ref().references(() => messages.id, { onDelete: 'set null' }),
    receivedAt: createdAt(),
  },
  (t) => [
    uniqueIndex('raw_messages_once').on(t.mailboxId, t.dedupeKey),
    index('raw_messages_message').on(t.messageId),
    index('raw_messages_newest').on(t.mailboxId, t.receivedAt),
    index('raw_messages_waiting').on(t.receivedAt).where(sql`status = 'received'`),
    index('raw_messages_quarantine').on(t.id).where(sql`status = 'quarantined'`),
  ],
);

/** One row for each mail that became a message, whichever mailboxes it reached: two of them at once are one message, because this key is unique. */
export const mails = pgTable(
  'mails',
  {
    /** raw_messages.same_key. */
    key: text().primaryKey(),
    /** Null: it was taken back or removed since, and does not come again. */
    messageId: ref().references(() => messages.id, { onDelete: 'set null' }),
  },
  (t) => [index('mails_message').on(t.messageId)],
);
