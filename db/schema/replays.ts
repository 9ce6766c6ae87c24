// Today's AI over past conversations: what was asked for, how far it is, and what it would have done with each message.
import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, jsonb, pgTable, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import type { GateAction, ProposalKind, Reason } from './ai.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations, messages } from './conversations.ts';

/** waiting → running → done, cancelled, or failed (with the reason); a failed or cancelled one keeps the cases that it finished. */
export type ReplayStatus = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
/** `days`: conversations that were active since; `most`: no more conversations than this, newest first. */
export type ReplaySettings = { days: number | null; most: number; knowledge: 'then' | 'today' };

export const replays = pgTable(
  'replays',
  {
    id: id(),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    status: text().$type<ReplayStatus>().notNull().default('waiting'),
    settings: jsonb().$type<ReplaySettings>().notNull(),
    /** Provider and model, and the answerer and confidence that were replayed. */
    engine: text().notNull().default(''),
    answerer: text().notNull().default(''),
    modelVersion: text().notNull().default(''),
    /** In cases: messages that a person answered. */
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    /** lib/replay/report.ts; null until it ends. */
    report: jsonb().$type<unknown>(),
    error: text(),
    /** A worker is at it until then; another one takes over afterwards. */
    leaseUntil: at(),
    startedAt: at(),
    finishedAt: at(),
    createdAt: createdAt(),
  },
  (t) => [
    index('replays_created').on(t.createdAt),
    // One at a time: it is background work, and two would only slow each other down.
    uniqueIndex('replays_one_at_work').on(sql`(true)`).where(sql`status in ('waiting', 'running')`),
  ],
);

export type CaseVerdict = 'same' | 'alike' | 'unclear' | 'different' | 'none';

/** One message that a person answered. Written when the replay starts, filled in as it goes. */
export const replayCases = pgTable(
  'replay_cases',
  {
    id: id(),
    replayId: ref()
      .notNull()
      .references(() => replays.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: ref()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** What the person wrote. */
    replyId: ref()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    finishedAt: at(),
    action: text().$type<GateAction>(),
    kind: text().$type<ProposalKind>(),
    /** Nothing but mode and threshold stood between it and the customer. */
    eligible: boolean().notNull().default(false),
    reasons: jsonb().$type<Reason[]>().notNull().default([]),
    confidence: real(),
    topic: text(),
    body: text().notNull().default(''),
    /** The body without greeting, sources and closing: what is compared. */
    answer: text().notNull().default(''),
    /** 0 to 1, lib/replay/compare.ts. */
    similarity: real(),
    verdict: text().$type<CaseVerdict>(),
    /** Would a person have changed it? From a review of the same draft, or from the verdict; null: nobody can say. */
    wrong: boolean(),
    /** A reviewer said so about the same draft; otherwise the two texts did. */
    byReview: boolean().notNull().default(false),
    /** The draft quotes an article that was changed after the message came. */
    newerSource: boolean().notNull().default(false),
    failed: boolean().notNull().default(false),
    ms: integer().notNull().default(0),
    tokensIn: integer().notNull().default(0),
    tokensOut: integer().notNull().default(0),
    costUsd: doublePrecision().notNull().default(0),
  },
  (t) => [
    uniqueIndex('replay_cases_once').on(t.replayId, t.messageId),
    index('replay_cases_to_do').on(t.replayId, t.id).where(sql`finished_at is null`),
    index('replay_cases_conversation').on(t.conversationId),
    index('replay_cases_message').on(t.messageId),
    index('replay_cases_reply').on(t.replyId),
  ],
);
