// What the AI did and why: runs, proposals, decisions, and what people made of them.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
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
/** `n` is the number in the text ([1]); `quote` is the passage's words as they were that day. */
export type Citation = {
  n: number;
  passageId: number;
  articleId: number | null;
  snippetId: number | null;
  title: string;
  quote: string;
};
/** One sentence of the draft: which citation carries it, and whether verification found it supported. */
export type Claim = { text: string; citation: number | null; supported: boolean; problem?: string };

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
    createdAt: createdAt(),
  },
  (t) => [
    index('decisions_created').on(t.createdAt),
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

export const autopilot = pgTable(
  'autopilot',
  {
    id: integer().primaryKey().default(1),
    mode: text().$type<AutopilotMode>().notNull().default('ask'),
    /** Lowest confidence that sends itself; null: nothing does. */
    threshold: real(),
    /** Share of confident replies that go to Review all the same. */
    spotCheckShare: real().notNull().default(0.05),
    updatedAt: createdAt(),
  },
  (t) => [check('autopilot_is_single', sql`${t.id} = 1`)],
);

/** Every change of mode, threshold or rule: who, when, from what to what. */
export const autopilotChanges = pgTable('autopilot_changes', {
  id: id(),
  agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
  field: text().notNull(),
  before: text(),
  after: text(),
  reason: text(),
  createdAt: createdAt(),
});

export type TopicRule = 'default' | 'always_ask' | 'person';

export const topics = pgTable('topics', {
  id: id(),
  /** As stored in conversations.topic; the help center's collection slugs are the first ones. */
  key: text().notNull().unique(),
  name: text().notNull(),
  rule: text().$type<TopicRule>().notNull().default('default'),
  demo: boolean().notNull().default(false),
});

/** Stops calling a failing model for a while; one row per engine. */
export const modelHealth = pgTable('model_health', {
  engine: text().primaryKey(),
  consecutiveFailures: integer().notNull().default(0),
  openUntil: at(),
  lastError: text(),
  updatedAt: createdAt(),
});
