// What reviewers' edits teach: how each edit differs, the correction that it proposes, and whether the AI still answers as it was taught.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { type GateAction, reviews } from './ai.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations } from './conversations.ts';
import { articles, snippets } from './knowledge.ts';

export type EditClass = 'fact' | 'policy' | 'missing_step' | 'tone' | 'style';
/** article: `before` becomes `after` there. snippet: `after` is added under `title`. rule: messages about `topic` go no further than `action`. */
export type LessonKind = 'article' | 'snippet' | 'rule';
/** pending → accepted or dismissed, once, by a person. */
export type LessonStatus = 'pending' | 'accepted' | 'dismissed';
/** Numbers, links and addresses that an answer must name, those that it must not, and the words that it must say. */
export type Wanted = { facts: string[]; absent: string[]; text: string };
/** `missing`: wanted facts that the answer lacks; `wrong`: taught away and said all the same. */
export type LessonCheck = { missing: string[]; wrong: string[]; answer: string };

export const lessons = pgTable(
  'lessons',
  {
    id: id(),
    kind: text().$type<LessonKind>().notNull(),
    status: text().$type<LessonStatus>().notNull().default('pending'),
    /** What it would change: the same passage corrected again is the same lesson. */
    target: text().notNull(),
    classes: text().$type<EditClass>().array().notNull(),
    /** Of the newest edit that proposed it; null once it is gone. The lesson itself outlives the customer's data. */
    conversationId: ref().references(() => conversations.id, { onDelete: 'set null' }),
    topic: text(),
    language: text().notNull(),
    /** What was asked, without names and numbers; empty until a person has put it into words. */
    question: text().notNull(),
    articleId: ref().references(() => articles.id, { onDelete: 'set null' }),
    snippetId: ref().references(() => snippets.id, { onDelete: 'set null' }),
    /** Of the rule that it became; that one may be removed later. */
    ruleId: ref(),
    title: text().notNull(),
    before: text().notNull().default(''),
    after: text().notNull().default(''),
    action: text().$type<GateAction>(),
    wanted: jsonb().$type<Wanted>().notNull(),
    /** Something personal was taken out of the proposal. */
    stripped: boolean().notNull().default(false),
    /** Edits that proposed it. */
    times: integer().notNull().default(1),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    decidedAt: at(),
    /** The check: still answered as taught? Null: not looked at yet. */
    taught: boolean(),
    checked: jsonb().$type<LessonCheck>(),
    checkedAt: at(),
    /** The knowledge and the answerer that it was checked with: others make it due again. */
    checkedWith: text().notNull().default(''),
    demo: boolean().notNull().default(false),
    updatedAt: createdAt(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('lessons_one_pending').on(t.target).where(sql`status = 'pending'`),
    index('lessons_decided').on(t.decidedAt).where(sql`decided_at is not null`),
    index('lessons_conversation').on(t.conversationId),
    check('lesson_decided', sql`(status = 'pending') = (decided_at is null)`),
  ],
);

/** Every reviewer's edit, classed once; most teach nothing. */
export const edits = pgTable(
  'edits',
  {
    reviewId: ref()
      .primaryKey()
      .references(() => reviews.id, { onDelete: 'cascade' }),
    classes: text().$type<EditClass>().array().notNull(),
    lessonId: ref().references(() => lessons.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [index('edits_lesson').on(t.lessonId)],
);
