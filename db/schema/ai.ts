// What the AI did and why: runs, proposals, decisions, and what people made of them.
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import type { ChannelKind } from './channels.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations, messages } from './conversations.ts';

export type AutopilotMode = 'off' | 'suggest' | 'ask' | 'on';
export type GateAction = 'send' | 'review' | 'suggest' | 'person';
/** `code` names a sentence in the catalogue (`reasons.<code>`); `data` fills its blanks. */
export type Reason = { code: string; tone: 'stop' | 'warn' | 'ok'; data?: Record<string, string | number> };
export type StageRecord = {
  stage: 'triage' | 'retrieve' | 'draft' | 'verify' | 'score' | 'gate';
  input: unknown;
  output: unknown;
  ms: number;
  tokensIn?: number;
  tokensOut?: number;
  costUsd?: number;
};
/**
 * `n` is the number in the text ([1]); `quote` is the passage's words as they were that day. `solvedId`: the solved conversation whose answer it is;
 * articleId and snippetId are null then, and passageId is negative.
 */
export type Citation = {
  n: number;
  passageId: number;
  articleId: number | null;
  snippetId: number | null;
  solvedId?: number;
  title: string;
  quote: string;
};
/** One sentence of the draft: which citation carries it, the words there that do (`span`), and whether verification found it supported. */
export type Claim = {
  text: string;
  citation: number | null;
  supported: boolean;
  span?: string;
  problem?: string;
};

export const aiRuns = pgTable(
  'ai_runs',
  {
    id: id(),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: ref()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** done: it reached a decision; failed: a stage failed and a person has it; superseded: a newer message came meanwhile. */
    status: text().$type<'done' | 'failed' | 'superseded'>().notNull(),
    engine: text().notNull(),
    model: text().notNull(),
    stages: jsonb().$type<StageRecord[]>().notNull(),
    error: text(),
    ms: integer().notNull(),
    tokensIn: integer().notNull().default(0),
    tokensOut: integer().notNull().default(0),
    costUsd: real().notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    // At-least-once jobs: one run per message counts; a failed one may be tried again.
    uniqueIndex('ai_runs_once').on(t.messageId).where(sql`status = 'done'`),
    index('ai_runs_conversation').on(t.conversationId, t.id),
    index('ai_runs_message').on(t.messageId),
  ],
);

export type ProposalKind = 'reply' | 'question' | 'abstain';

export const proposals = pgTable(
  'proposals',
  {
    id: id(),
    runId: ref()
      .notNull()
      .references(() => aiRuns.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: ref()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    kind: text().$type<ProposalKind>().notNull(),
    /** Markdown with [1] marks; empty for abstain. */
    body: text().notNull(),
    citations: jsonb().$type<Citation[]>().notNull().default([]),
    claims: jsonb().$type<Claim[]>().notNull().default([]),
    language: text().notNull(),
    topic: text(),
    /** Calibrated probability that a reviewer approves it unchanged. */
    confidence: real().notNull(),
    features: jsonb().$type<Record<string, number>>().notNull(),
    modelVersion: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('proposals_conversation').on(t.conversationId, t.id),
    check('confidence_is_probability', sql`confidence >= 0 and confidence <= 1`),
  ],
);

/** Immutable: what the gate did with a proposal, and every reason. */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    runId: ref()
      .notNull()
      .unique()
      .references(() => aiRuns.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    proposalId: ref().references(() => proposals.id, { onDelete: 'cascade' }),
    action: text().$type<GateAction>().notNull(),
    reasons: jsonb().$type<Reason[]>().notNull(),
    mode: text().$type<AutopilotMode>().notNull(),
    threshold: real(),
    confidence: real(),
    topic: text(),
    spotCheck: boolean().notNull().default(false),
    /** Engine, model and prompt that wrote it, in one key: what one answerer proved says nothing about another. */
    answerer: text().notNull().default(''),
    /** Of the confidence. */
    modelVersion: text().notNull().default(''),
    /** Nothing but mode, threshold and dice stood between it and the customer: it counts in the proof. */
    eligible: boolean().notNull().default(false),
    /** The chance, before the dice, that a person would judge it. */
    judgedShare: real().notNull().default(0),
    /** Policy rules whose conditions held. */
    ruleIds: bigint({ mode: 'number' }).array().notNull().default(sql`'{}'`),
    /** What rules ask for, as it was then: to tell what another rule would have done. */
    channel: text().$type<ChannelKind>(),
    language: text(),
    risks: text().array().notNull().default(sql`'{}'`),
    verified: boolean().notNull().default(false),
    alwaysPerson: boolean().notNull().default(false),
    /** Made up, or in the demo's mailbox: proves nothing for real customers. */
    demo: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    index('decisions_created').on(t.createdAt),
    index('decisions_eligible').on(t.createdAt).where(sql`eligible`),
    index('decisions_spot_checks').on(t.createdAt).where(sql`spot_check`),
    index('decisions_conversation').on(t.conversationId, t.id),
    index('decisions_proposal').on(t.proposalId),
  ],
);

/** pending → one of the others, by a guarded update. stale: the customer wrote again. */
export type ReviewStatus = 'pending' | 'approved' | 'edited' | 'rejected' | 'took_over' | 'answered' | 'stale';

export const reviews = pgTable(
  'reviews',
  {
    id: id(),
    proposalId: ref()
      .notNull()
      .unique()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    status: text().$type<ReviewStatus>().notNull().default('pending'),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    decidedAt: at(),
    /** Why it was rejected: wrong, incomplete, tone, not_ours, other; `note` in the reviewer's words. */
    reason: text(),
    note: text(),
    /** What was sent. */
    finalBody: text(),
    /** The label that confidence learns from: sent as proposed, up to spaces, greeting and 2% of characters. */
    unchanged: boolean(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('reviews_one_pending').on(t.conversationId).where(sql`status = 'pending'`),
    index('reviews_queue').on(t.createdAt, t.id).where(sql`status = 'pending'`),
    index('reviews_decided').on(t.decidedAt).where(sql`decided_at is not null`),
  ],
);

/** What each model has cost in each calendar month (UTC), counted up in the transaction that stores what it was asked for. */
export const modelSpend = pgTable(
  'model_spend',
  {
    /** 2026-09. */
    month: text().notNull(),
    /** Provider and model, e.g. `openai:gpt-4.1-mini`. */
    engine: text().notNull(),
    runs: integer().notNull().default(0),
    tokensIn: bigint({ mode: 'number' }).notNull().default(0),
    tokensOut: bigint({ mode: 'number' }).notNull().default(0),
    costUsd: doublePrecision().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.month, t.engine] })],
);

/** Stops calling a failing model for a while; one row per engine. */
export const modelHealth = pgTable('model_health', {
  engine: text().primaryKey(),
  consecutiveFailures: integer().notNull().default(0),
  openUntil: at(),
  lastError: text(),
  updatedAt: createdAt(),
});
