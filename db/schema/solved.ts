// What people answered in conversations that were solved: a source of words for the AI, with the least trust of all.
import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { createdAt, ref } from './columns.ts';
import { conversations, messages } from './conversations.ts';
import { snippets } from './knowledge.ts';

/** waiting → ready or unfit, by the worker; ready → kept (a snippet says it now) or refused, by a person, for good. */
export type SolvedStatus = 'waiting' | 'ready' | 'unfit' | 'kept' | 'refused';

/**
 * One a closed conversation, put here and taken away by a trigger on conversations (0023): whoever reopens, deletes or changes one cannot forget it.
 */
export const solvedAnswers = pgTable(
  'solved_answers',
  {
    conversationId: ref()
      .primaryKey()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    status: text().$type<SolvedStatus>().notNull().default('waiting'),
    /** Waiting: not looked at before. */
    dueAt: createdAt(),
    /** Unfit: why, in one word of lib/solved/distil.ts. */
    reason: text(),
    /** What our team wrote, Markdown, with nothing in it that was this customer's alone. Empty unless ready or refused. */
    answer: text().notNull().default(''),
    /** Stems of what was asked, for matching alone: vocabulary, no name and no number. In no order. */
    terms: text().array().notNull().default(sql`'{}'`),
    replyId: ref().references(() => messages.id, { onDelete: 'cascade' }),
    language: text().notNull().default('en'),
    /** Made up, or in the demo's mailbox: a source for such conversations only. */
    demo: boolean().notNull().default(false),
    solvedAt: createdAt(),
    snippetId: ref().references(() => snippets.id, { onDelete: 'set null' }),
    /** Who kept or refused it. */
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    updatedAt: createdAt(),
  },
  (t) => [
    index('solved_answers_waiting').on(t.dueAt).where(sql`status = 'waiting'`),
    index('solved_answers_ready').on(t.solvedAt, t.conversationId).where(sql`status = 'ready'`),
    index('solved_answers_changed').on(t.updatedAt).where(sql`status = 'ready'`),
    index('solved_answers_decided').on(t.updatedAt, t.conversationId).where(sql`status in ('kept', 'refused')`),
    index('solved_answers_unfit')
      .on(t.solvedAt, t.conversationId)
      .where(sql`status = 'unfit' and reason <> 'no_person'`),
    index('solved_answers_snippet').on(t.snippetId).where(sql`snippet_id is not null`),
    index('solved_answers_reply').on(t.replyId).where(sql`reply_id is not null`),
  ],
);
