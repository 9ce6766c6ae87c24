// Files of messages and of drafts, the bytes that storage keeps for them, and what the virus scanner said.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations, messages } from './conversations.ts';

export const attachments = pgTable(
  'attachments',
  {
    id: id(),
    /** Null while it belongs to a draft. */
    messageId: ref().references(() => messages.id, { onDelete: 'cascade' }),
    draftConversationId: ref().references(() => conversations.id, { onDelete: 'cascade' }),
    uploadedBy: ref().references(() => agents.id, { onDelete: 'set null' }),
    filename: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    /** Where storage keeps the bytes; the same for equal content. */
    storageKey: text().notNull(),
    contentId: text(),
    inline: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    index('attachments_message').on(t.messageId),
    index('attachments_storage_key').on(t.storageKey),
    index('attachments_draft').on(t.draftConversationId).where(sql`draft_conversation_id is not null`),
  ],
);

/** What storage keeps, named before it is written: so what nobody refers to can be found, and its removal and a new upload of it wait for each other. */
export const storedBytes = pgTable(
  'stored_bytes',
  {
    storageKey: text().primaryKey(),
    /** When somebody last stored these bytes; rows that refer to them follow within minutes. */
    storedAt: createdAt(),
    /** What the virus scanner said of them; null: nothing yet. `failed`: it could not say. */
    scan: text().$type<ScanResult>(),
    /** What it found, or why it could not say. */
    scanWords: text(),
    scannedAt: at(),
    /** Times that it was asked in vain. */
    scanAttempts: smallint().notNull().default(0),
    /** Not asked before: while a worker asks, and after it asked in vain. */
    scanAfter: createdAt(),
  },
  (t) => [
    index('stored_bytes_unscanned').on(t.storedAt).where(sql`scan is null`),
    index('stored_bytes_closed').on(t.scan).where(sql`scan in ('infected', 'failed')`),
  ],
);

export type ScanResult = 'clean' | 'infected' | 'failed';

/** Whether the virus scanner answers; one row, once a worker has asked. */
export const scannerHealth = pgTable(
  'scanner_health',
  {
    id: smallint().primaryKey().default(1),
    checkedAt: createdAt(),
    wellAt: at(),
    /** Its program and database, as it names itself. */
    version: text(),
    /** What is wrong, in a sentence; null: nothing. */
    problem: text(),
    problemSince: at(),
  },
  (t) => [check('scanner_health_is_single', sql`${t.id} = 1`)],
);
