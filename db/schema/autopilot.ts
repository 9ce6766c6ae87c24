// How far the AI may go: modes, budgets, rules and topics, what was earned, and the second looks that keep it honest.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, real, text } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { type AutopilotMode, type GateAction, proposals } from './ai.ts';
import type { ChannelKind } from './channels.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations } from './conversations.ts';

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
