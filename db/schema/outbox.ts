// Outbound messages not delivered yet: the only door out.
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, bytea, createdAt, id, ref } from './columns.ts';
import { type Author, type ConversationStatus, conversations, messages } from './conversations.ts';

export type ConversationBefore = {
  status: ConversationStatus;
  assigneeId: number | null;
  answeredByAi: boolean;
  lastAuthor: Author;
  preview: string;
  waitingSince: string | null;
  lastActivityAt: string;
  firstReplyAt: string | null;
  snoozedUntil: string | null;
  /** What the reply made of these: whoever changed them since knew better. Missing in rows from before this was kept. */
  after?: { status: ConversationStatus; assigneeId: number | null };
};

/** A mail that left and came back, or that its reader complained about. `words` are the server's. */
export type Returned = {
  kind: 'hard' | 'soft' | 'complaint';
  recipient: string;
  status: string;
  words: string;
  at: string;
};

/** queued → sending → sent | retry | uncertain | failed; queued → cancelled by undo. held: a scheduled reply that a person looks at again first. */
export type OutboxStatus = 'queued' | 'held' | 'sending' | 'retry' | 'sent' | 'uncertain' | 'failed' | 'cancelled';

/** Why a scheduled reply did not leave at its time. */
export type HeldBecause = 'customer_wrote' | 'put_away';

export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: ref()
      .notNull()
      .unique()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** Unique: a proposal leaves at most once, however many people approve it. */
    proposalId: ref(),
    /**
     * Where the conversation was when this was decided: it leaves from there, at each attempt, wherever the conversation goes. No foreign key: who
     * answers holds the conversation, who removes a mailbox needs it, and each would wait for the other.
     */
    mailboxId: ref(),
    status: text().$type<OutboxStatus>().notNull().default('queued'),
    /** Not before: the end of the undo time, the time it is scheduled for, or the next attempt. */
    dueAt: createdAt(),
    /** A person scheduled it for then; null: it leaves as soon as it can. */
    sendAt: at(),
    /** The newest message that whoever scheduled it knew: what the customer writes after it holds the reply back. */
    seenMessageId: ref(),
    heldBecause: text().$type<HeldBecause>(),
    /** It waits in the lane of confident replies: the gate is asked once more before it may leave. */
    askGate: boolean().notNull().default(false),
    /** Since a person last had it sent again. */
    attempts: integer().notNull().default(0),
    /** How often it was claimed, ever: the number of a claim is never another one's. */
    claims: integer().notNull().default(0),
    claimedAt: at(),
    /** The ways that it takes, of which each has room for so many at once (lib/outbox/lanes.ts). Null: it has not been tried. */
    lanes: text().array(),
    /** The lane that it waits for; null: none. Whoever makes room there wakes it. */
    waitsFor: text(),
    /** When it first failed, or found its way closed: after two days it goes back to people. */
    triedSince: at(),
    sentAt: at(),
    /** What undo puts back on the conversation. */
    before: jsonb().$type<ConversationBefore>().notNull(),
    /** The server's last words, in full. */
    lastResponse: text(),
    /** After it left: the worst that came back. */
    returned: jsonb().$type<Returned>(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('outbox_proposal_once').on(t.proposalId).where(sql`proposal_id is not null and status <> 'cancelled'`),
    index('outbox_due').on(t.dueAt).where(sql`status in ('queued', 'retry') and waits_for is null`),
    index('outbox_waiting').on(t.waitsFor, t.dueAt).where(sql`status in ('queued', 'retry') and waits_for is not null`),
    index('outbox_scheduled').on(t.sendAt).where(sql`status in ('queued', 'held') and send_at is not null`),
    index('outbox_sending').on(t.claimedAt).where(sql`status = 'sending'`),
    index('outbox_about_to_go').on(t.dueAt).where(sql`status = 'queued' and ask_gate`),
    index('outbox_conversation').on(t.conversationId),
  ],
);

/** Ways out that are closed for a while: a domain or a server said "too many", cannot be reached, or does not let an account in. */
export const pausedLanes = pgTable('paused_lanes', {
  /** As in outbox.lanes. */
  key: text().primaryKey(),
  /** The server through which a domain's answer came. */
  via: text(),
  /** Until then nothing is tried. After it one mail goes first, and the row goes when that one gets through. */
  until: at().notNull(),
  /** In a row. */
  failures: integer().notNull().default(1),
  /** The server's, or ours. */
  words: text().notNull(),
});

/** Mail that would have left, kept here while a mailbox has no SMTP server. */
export const capturedMails = pgTable('captured_mails', {
  id: id(),
  outboxId: ref()
    .notNull()
    .unique()
    .references(() => outbox.id, { onDelete: 'cascade' }),
  envelope: jsonb().$type<{ from: string; to: string[] }>().notNull(),
  raw: bytea().notNull(),
  createdAt: createdAt(),
});

/** Nothing is sent to these until a person says so. */
export const suppressedAddresses = pgTable('suppressed_addresses', {
  /** Lower case. */
  address: text().primaryKey(),
  /** RFC 3463, and the server's words. */
  status: text().notNull(),
  words: text().notNull(),
  /** The reply that came back. */
  messageId: ref().references(() => messages.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
});
