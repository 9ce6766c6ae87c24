// Customers and where they work.
import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, id, ref } from './columns.ts';

export const companies = pgTable('companies', {
  id: id(),
  name: text().notNull(),
  domain: text().unique(),
  attributes: jsonb().$type<Record<string, string>>().notNull().default({}),
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    name: text().notNull().default(''),
    /** Lower case. */
    email: text().notNull(),
    companyId: ref().references(() => companies.id, { onDelete: 'set null' }),
    /** What the team knows, e.g. {plan: 'Growth', since: '2023-09'}: shown in the side panel in this order. */
    attributes: jsonb().$type<Record<string, string>>().notNull().default({}),
    language: text(),
    /** The customer asked for people only: the AI never sends to them by itself. */
    alwaysPerson: boolean().notNull().default(false),
    demo: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('contacts_email').on(t.email),
    index('contacts_company').on(t.companyId),
    index('contacts_created').on(t.createdAt, t.id),
    // By their beginning, whatever the server's collation.
    index('contacts_name').on(sql`lower(${t.name}) text_pattern_ops`),
    index('contacts_email_start').on(t.email.op('text_pattern_ops')),
  ],
);
