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
/** `n` is the number in the text ([1]); `quote` is the passage's words as they were that day. */
export type Citation = {
  n: number;
  passageId: number;
  articleId: number | null;
  snippetId: number | null;
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

export const autopilot = pgTable(
  'autopilot',
  {
    id: integer().primaryKey().default(1),
    mode: text().$type<AutopilotMode>().notNull().default('ask'),
    /** The error budget: of what it sends by itself, at most 1 in this many may be something a person would have changed. */
    budget: integer().notNull().default(20),
    /** Never below this confidence, whatever the budget would allow; null: the budget alone decides. */
    threshold: real(),
    /** Share of confident replies that go to Review all the same. */
    spotCheckShare: real().notNull().default(0.05),
    /** Share of sent replies that a person is asked about afterwards. */
    auditShare: real().notNull().default(0.02),
    /** Minutes that a confident reply by mail waits before it leaves, where people see it; 0: none. */
    delayMinutes: integer().notNull().default(0),
    /** Reviews before this moment prove nothing: the breaker tripped. */
    evidenceFrom: at(),
    updatedAt: createdAt(),
  },
  (t) => [
    check('autopilot_is_single', sql`${t.id} = 1`),
    check('budget_is_rare', sql`budget between 5 and 100`),
    check('delay_is_short', sql`delay_minutes between 0 and 60`),
  ],
);

/** What the reviews prove, counted anew whenever there are new ones: one row for real customers, one with the demo's made-up reviews. */
export const autopilotEarned = pgTable('autopilot_earned', {
  demo: boolean().primaryKey(),
  /** What it was counted for; the gate takes it for nothing else. */
  answerer: text().notNull(),
  modelVersion: text().notNull(),
  /** lib/autopilot/results.ts reads and writes it. */
  results: jsonb().$type<unknown>().notNull(),
  computedAt: createdAt(),
});

/** A workspace's own confidence, refitted from its reviews; the newest one counts. */
export const confidenceModels = pgTable('confidence_models', {
  id: id(),
  version: text().notNull().unique(),
  /** Whose replies the reviews were about. */
  answerer: text().notNull(),
  /** lib/autopilot/confidence-model.ts. */
  model: jsonb().$type<unknown>().notNull(),
  /** How many reviews taught it, and how well it did on reviews that it had not seen. */
  reviews: integer().notNull(),
  logLoss: real(),
  priorLogLoss: real(),
  /** It has seen no review decided later. */
  trainedThrough: at().notNull(),
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

export type AuditStatus = 'pending' | 'answered' | 'dropped';

/** "Would you have sent this unchanged?", asked about replies that left by themselves, without saying that they did. */
export const audits = pgTable(
  'audits',
  {
    id: id(),
    proposalId: ref()
      .notNull()
      .unique()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    status: text().$type<AuditStatus>().notNull().default('pending'),
    /** Not before: some hours after sending, so that the order gives nothing away. */
    showFrom: at().notNull(),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    decidedAt: at(),
    unchanged: boolean(),
    note: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('audits_waiting').on(t.showFrom).where(sql`status = 'pending'`),
    index('audits_decided').on(t.decidedAt).where(sql`decided_at is not null`),
    index('audits_conversation').on(t.conversationId),
  ],
);

/** All that are given must hold; none given: every message. */
export type PolicyConditions = {
  topics?: string[];
  channels?: ChannelKind[];
  languages?: string[];
  risks?: string[];
  /** Of the customer or their company, compared without case. */
  attribute?: { name: string; is: string[] };
  verified?: boolean;
  alwaysPerson?: boolean;
  /** Local time of `zone`; `to` before `from` runs over midnight. Days: 1 is Monday. */
  hours?: { from: string; to: string; zone: string; days?: number[] };
};

/** "If …, then at most …": the strictest of the rules that match wins. */
export const policyRules = pgTable('policy_rules', {
  id: id(),
  name: text().notNull(),
  conditions: jsonb().$type<PolicyConditions>().notNull(),
  action: text().$type<GateAction>().notNull(),
  enabled: boolean().notNull().default(true),
  agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
  demo: boolean().notNull().default(false),
  updatedAt: createdAt(),
  createdAt: createdAt(),
});

/** Every change of mode, threshold or rule: who, when, from what to what. */
export const autopilotChanges = pgTable('autopilot_changes', {
  id: id(),
  agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
  field: text().notNull(),
  before: text(),
  after: text(),
  reason: text(),
  /** When owners were mailed about it; only the breaker's changes are. */
  toldAt: at(),
  createdAt: createdAt(),
});

export type TopicRule = 'default' | 'always_ask' | 'person';

export const topics = pgTable('topics', {
  id: id(),
  /** As stored in conversations.topic; the help center's collection slugs are the first ones. */
  key: text().notNull().unique(),
  name: text().notNull(),
  rule: text().$type<TopicRule>().notNull().default('default'),
  /** Its own error budget, proved by its own reviews; null: the workspace's. */
  budget: integer(),
  /** Reviews before this moment prove nothing for it. */
  evidenceFrom: at(),
  demo: boolean().notNull().default(false),
});

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
