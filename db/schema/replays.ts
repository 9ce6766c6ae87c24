// Today's AI over past conversations: what was asked for, how far it is, and what it would have done with each message.
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { type GateAction, type ProposalKind, proposals, type Reason } from './ai.ts';
import type { PolicyConditions } from './autopilot.ts';
import { at, createdAt, id, ref } from './columns.ts';
import { conversations, messages } from './conversations.ts';
import type { AiEngine } from './workspace.ts';

/** waiting → running → done, cancelled, or failed (with the reason); a failed or cancelled one keeps the cases that it finished. */
export type ReplayStatus = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
/**
 * conversations: what people answered. reviews: all that former answerers' reviews rest on, so that trust can be carried over. imported: questions
 * and answers from a file, which are no conversations here.
 */
export type ReplaySource = 'conversations' | 'reviews' | 'imported';
/** `days`: conversations that were active since; `most`: no more conversations than this, newest first; `file`: the name of what was imported. */
export type ReplaySettings = {
  days: number | null;
  most: number;
  knowledge: 'then' | 'today';
  /** Absent: conversations. */
  source?: ReplaySource;
  file?: string;
};

/** A change that is tried before it is saved: what is absent stays as it is. The key of another model is sealed beside it. */
export type ReplayCandidate = {
  engine?: AiEngine;
  guidance?: string;
  /** `id` null: a new one; `rule` null: without it; `name`: what that one was called. */
  rule?: { id: number | null; rule: CandidateRule | null; name?: string };
  budget?: number;
};
export type CandidateRule = { name: string; conditions: PolicyConditions; action: GateAction; enabled: boolean };

/** What stood when the replay began, each part in one short text: what differs later was changed meanwhile. */
export type ReplayStanding = Record<'engine' | 'guidance' | 'rules' | 'budget' | 'topics' | 'knowledge', string>;

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
    candidate: jsonb().$type<ReplayCandidate>(),
    /** Of the candidate's model; gone when it was saved, when the replay ended early, and after a week. */
    keySealed: text(),
    standing: jsonb().$type<ReplayStanding>(),
    /** The candidate was saved as it was replayed. */
    appliedAt: at(),
    appliedBy: ref().references(() => agents.id, { onDelete: 'set null' }),
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

/** A question and a person's answer out of a file. `at` is ISO 8601. */
export type ImportedCase = { question: string; answer: string; at: string; language: string | null; customer: string };

/** What came of one message; of a candidate's replay, of both sides. */
export type CaseOutcome = {
  action: GateAction;
  kind: ProposalKind | null;
  eligible: boolean;
  reasons: Reason[];
  confidence: number | null;
  topic: string | null;
  body: string;
  answer: string;
  similarity: number | null;
  verdict: CaseVerdict;
  wrong: boolean | null;
  byReview: boolean;
  newerSource: boolean;
  failed: boolean;
  ms: number;
  tokensIn: number;
  tokensOut: number;
  costUsd: number;
};

export type CaseVerdict = 'same' | 'alike' | 'unclear' | 'different' | 'none';

/**
 * One message that a person answered, or that a review rests on, or one line of a file. Written when the replay starts, filled in as it goes. The
 * columns tell of the candidate where there is one, else of today's engine.
 */
export const replayCases = pgTable(
  'replay_cases',
  {
    id: id(),
    replayId: ref()
      .notNull()
      .references(() => replays.id, { onDelete: 'cascade' }),
    conversationId: ref().references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: ref().references(() => messages.id, { onDelete: 'cascade' }),
    /** What the person wrote. */
    replyId: ref().references(() => messages.id, { onDelete: 'cascade' }),
    /** Of `reviews`: what the former answerer had proposed. */
    proposalId: ref().references(() => proposals.id, { onDelete: 'cascade' }),
    imported: jsonb().$type<ImportedCase>(),
    /** Of `reviews`: how many messages it was drawn for; 1 where all are in. */
    standsFor: real().notNull().default(1),
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
    /** Of `reviews`: what confidence was computed from, so that another one can be; and whether it writes what was reviewed. */
    features: jsonb().$type<Record<string, number>>(),
    sameAsReviewed: boolean(),
    /** Of a candidate's replay: today's engine on the same message, and whether the two went different ways. */
    today: jsonb().$type<CaseOutcome>(),
    differs: boolean().notNull().default(false),
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
    index('replay_cases_proposal').on(t.proposalId).where(sql`proposal_id is not null`),
    check('replay_case_is_of_something', sql`message_id is not null or imported is not null`),
  ],
);
