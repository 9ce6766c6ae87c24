// One installation is one workspace: a single row that setup creates.
import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, real, text } from 'drizzle-orm/pg-core';
import { at, createdAt } from './columns.ts';

export const workspace = pgTable(
  'workspace',
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    /** True while the demo workspace's rows (every `demo` column) are in. */
    demo: boolean().notNull().default(false),
    /** Seconds in which a send can be undone. */
    undoSeconds: integer().notNull().default(10),
    /** Which model drafts: provider, model, base URL; the key is apart, encrypted. */
    aiEngine: jsonb().$type<AiEngine>().notNull().default({ provider: 'builtin' }),
    aiKeyEncrypted: text(),
    /** How answers should sound, in the team's own words; for provider models only. Part of who answers: lib/ai/answerer.ts. */
    aiGuidance: text().notNull().default(''),
    /** US dollars that models may cost in a calendar month (UTC); beyond it the built-in answerer suggests and nothing else. Null: no limit. */
    aiMonthlyCapUsd: real(),
    /** Grows with each change to articles or snippets; processes rebuild their search index when it moves. */
    knowledgeVersion: integer().notNull().default(0),
    /** What people answered in solved conversations may be proposed, for a person to check. */
    useSolved: boolean().notNull().default(true),
    /** Files that the virus scanner has not seen, or could not judge, may be opened and sent all the same. */
    openUncheckedFiles: boolean().notNull().default(false),
    /** Megabytes of a file in a reply, and of the files of one message through the contact form. Null: as the server is set. */
    largestReplyMb: real(),
    largestFormMb: real(),
    /** Extensions of files that are never taken, with spaces between; '' for none. Null: as the server is set. */
    blockedTypes: text(),
    setupAt: at(),
    createdAt: createdAt(),
  },
  (t) => [check('workspace_is_single', sql`${t.id} = 1`)],
);

export type AiEngine = {
  provider: 'builtin' | 'openai' | 'anthropic' | 'openai-compatible';
  model?: string;
  baseUrl?: string;
  /** The same provider's embedding model: passages are then found by meaning, too. */
  embedding?: string;
  /** US dollars per million tokens, where the owner named them: for models whose price is not known here. */
  price?: { in: number; out: number };
};

/** The sign of life of whichever worker lives, a single row, and the last time that none did for longer than a restart takes. */
export const workerPulse = pgTable(
  'worker_pulse',
  {
    id: integer().primaryKey().default(1),
    seenAt: createdAt(),
    awayFrom: at(),
    awayUntil: at(),
    /** When owners and admins were told of that; null: not yet, if there is something to tell. */
    toldAt: at(),
  },
  (t) => [check('worker_pulse_is_single', sql`${t.id} = 1`)],
);
