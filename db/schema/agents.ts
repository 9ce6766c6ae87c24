// People who answer, how they sign in, and how often somebody tried.
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, createdAt, id, ref } from './columns.ts';

export type Role = 'owner' | 'admin' | 'agent' | 'viewer';

export const agents = pgTable(
  'agents',
  {
    id: id(),
    name: text().notNull(),
    email: text().notNull(),
    /** argon2id; null for demo colleagues, who cannot sign in. */
    passwordHash: text(),
    role: text().$type<Role>().notNull(),
    signature: text().notNull().default(''),
    disabledAt: at(),
    lastSeenAt: at(),
    /** What they get mail about while they are away (lib/agents/mail-choices.ts). */
    mailAssigned: boolean().notNull().default(true),
    mailAnswered: boolean().notNull().default(true),
    mailReview: boolean().notNull().default(false),
    /** The last mail about what waits in Review. */
    reviewToldAt: at(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('agents_email').on(sql`lower(${t.email})`)],
);

/** People who look after the same conversations. Not a wall: everybody sees everything. */
export const teams = pgTable('teams', { id: id(), name: text().notNull(), createdAt: createdAt() }, (t) => [
  uniqueIndex('teams_name').on(sql`lower(${t.name})`),
]);

export const teamMembers = pgTable(
  'team_members',
  {
    teamId: ref()
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    agentId: ref()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.agentId] }), index('team_members_agent').on(t.agentId)],
);

export const sessions = pgTable(
  'sessions',
  {
    /** Random; the signed cookie carries it, deleting the row signs that browser out. */
    id: text().primaryKey(),
    agentId: ref()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    userAgent: text().notNull().default(''),
    ip: text().notNull().default(''),
    createdAt: createdAt(),
    lastUsedAt: createdAt(),
    expiresAt: at().notNull(),
  },
  (t) => [index('sessions_agent').on(t.agentId)],
);

export const invites = pgTable('invites', {
  id: id(),
  /** sha256 of the token in the link. */
  tokenHash: text().notNull().unique(),
  email: text().notNull(),
  role: text().$type<Role>().notNull(),
  invitedBy: ref().references(() => agents.id, { onDelete: 'set null' }),
  expiresAt: at().notNull(),
  acceptedAt: at(),
  createdAt: createdAt(),
});

/** Counters: sign-in attempts, contact form, inbound webhook. A window begins with its first try. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  windowStart: at().notNull(),
  count: integer().notNull(),
});
