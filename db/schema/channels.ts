// Where messages come and go.
import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';

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
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

export type SmtpSettings = { host: string; port: number; secure: boolean; user?: string };
