// The thread with one customer about one matter, what was said in it, and what happened.
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { agents, teams } from './agents.ts';
import { type ChannelKind, mailboxes } from './channels.ts';
import { at, createdAt, id, ref, tsvector } from './columns.ts';
import { contacts } from './contacts.ts';

export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed' | 'spam' | 'trash';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

export const conversations = pgTable(
  'conversations',
  {
    /** Also its number: #4821. */
    id: id(),
    subject: text().notNull().default(''),
    status: text().$type<ConversationStatus>().notNull().default('open'),
    channel: text().$type<ChannelKind>().notNull(),
    contactId: ref()
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    mailboxId: ref().references(() => mailboxes.id, { onDelete: 'set null' }),
    /** Mailboxes that it was moved away from: answers to mail that left there still find it. */
    formerMailboxIds: bigint({ mode: 'number' }).array().notNull().default(sql`'{}'`),
    assigneeId: ref().references(() => agents.id, { onDelete: 'set null' }),
    /** A team that is deleted leaves its conversations without one. */
    teamId: ref().references(() => teams.id, { onDelete: 'set null' }),
    priority: text().$type<Priority>().notNull().default('normal'),
    tags: text().array().notNull().default(sql`'{}'`),
    /** From triage; an agent may correct them. */
    topic: text(),
    language: text(),
    mood: text(),
    /** The last answer was sent by the AI alone. */
    answeredByAi: boolean().notNull().default(false),
    /** The customer asked for a person, or one took over: the AI never sends here by itself again. */
    personOnly: boolean().notNull().default(false),
    preview: text().notNull().default(''),
    /** Who wrote the newest message that the customer can see. */
    lastAuthor: text().$type<Author>().notNull().default('customer'),
    messageCount: integer().notNull().default(0),
    lastActivityAt: createdAt(),
    /** Since when the customer waits for an answer; null when we spoke last. */
    waitingSince: at(),
    snoozedUntil: at(),
    firstReplyAt: at(),
    closedAt: at(),
    demo: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    // One partial index per view; queries must repeat the predicate as a literal (a generic plan loses the index). Ascending, and read
    // backwards: drizzle's desc() puts nulls last, `order by … desc` puts them first, and Postgres then sorts the whole view for each page.
    index('conversations_open').on(t.lastActivityAt, t.id).where(sql`status = 'open'`),
    index('conversations_unassigned').on(t.lastActivityAt, t.id).where(sql`status = 'open' and assignee_id is null`),
    index('conversations_mine').on(t.assigneeId, t.lastActivityAt, t.id).where(sql`status = 'open'`),
    index('conversations_pending').on(t.lastActivityAt, t.id).where(sql`status = 'pending'`),
    index('conversations_ai').on(t.lastActivityAt, t.id).where(sql`answered_by_ai and status in ('pending', 'closed')`),
    index('conversations_snoozed').on(t.lastActivityAt, t.id).where(sql`status = 'snoozed'`),
    index('conversations_closed').on(t.lastActivityAt, t.id).where(sql`status = 'closed'`),
    index('conversations_spam').on(t.lastActivityAt, t.id).where(sql`status in ('spam', 'trash')`),
    // All of a team, whatever its status: for its views, and so that deleting a team need not read every conversation.
    index('conversations_team').on(t.teamId, t.status, t.lastActivityAt, t.id).where(sql`team_id is not null`),
    index('conversations_team_unassigned')
      .on(t.teamId, t.lastActivityAt, t.id)
      .where(sql`status = 'open' and assignee_id is null and team_id is not null`),
    index('conversations_wake').on(t.snoozedUntil).where(sql`status = 'snoozed'`),
    index('conversations_contact').on(t.contactId, t.lastActivityAt),
  ],
);

/** Counts behind the badges, kept by a trigger on conversations; a key's count is the sum of its 16 shards. */
export const viewCounts = pgTable(
  'view_counts',
  {
    /** open, unassigned, pending, ai, snoozed, closed, spam, mine:<agent id>, team:<team id> (nobody has it) or team-open:<team id>. */
    key: text().notNull(),
    shard: smallint().notNull(),
    n: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.key, t.shard] })],
);

export type MessageKind = 'inbound' | 'outbound' | 'note';
/** `ai` with an agent beside it: drafted by the AI and approved by that agent. */
export type Author = 'customer' | 'agent' | 'ai';
export type MailAddress = { name: string; address: string };
/** pass, fail, none, temperror…: RFC 8601. `by`: who looked, we or the receiving server named in the mailbox's settings. */
export type Authentication = {
  spf: string;
  dkim: string;
  dmarc: string;
  /** The domain that passed, if one did. */
  domain: string | null;
  by: 'us' | 'receiver';
};

export const messages = pgTable(
  'messages',
  {
    id: id(),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    kind: text().$type<MessageKind>().notNull(),
    author: text().$type<Author>().notNull(),
    /** Who wrote or approved it. */
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    /** The AI drafted it and the agent changed it before sending. */
    edited: boolean().notNull().default(false),
    proposalId: ref(),
    /** Outbound and notes: Markdown. Inbound: plain text without the quoted part. */
    body: text().notNull(),
    /** Inbound only: sanitised HTML, for the sandboxed frame. */
    html: text(),
    quoted: text(),
    subject: text(),
    from: jsonb().$type<MailAddress>(),
    to: jsonb().$type<MailAddress[]>().notNull().default([]),
    cc: jsonb().$type<MailAddress[]>().notNull().default([]),
    /** Where the sender wants answers, if not at `from`. Never one of our own mailboxes. Who the customer is stays `from`. */
    replyTo: jsonb().$type<MailAddress[]>().notNull().default([]),
    /** Message-ID without angle brackets. */
    mailId: text(),
    inReplyTo: text(),
    references: text().array().notNull().default(sql`'{}'`),
    /** Sent by a machine (auto-reply, bounce, list): the AI never answers it. Holds the reason. */
    automatic: text(),
    /** What SPF, DKIM and DMARC said of an inbound mail; null: nobody looked. */
    authentication: jsonb().$type<Authentication>(),
    /** What a reader should know of the mail (encrypted, an invitation…): lib/inbound/notes.ts. */
    notes: text().array().notNull().default(sql`'{}'`),
    /** The sender's identity was proven (aligned DKIM/SPF, or a signed-in portal). */
    verified: boolean().notNull().default(false),
    /** Hidden text that parsing found and dropped: the reviewer is told. */
    hiddenText: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('messages_conversation').on(t.conversationId, t.id),
    index('messages_mail_id').on(t.mailId).where(sql`mail_id is not null`),
  ],
);

/**
 * What search looks through: one document a conversation, the words of its subject and messages. Kept by triggers (0008): computing it for
 * each row that a search looks at takes a hundred times as long.
 */
export const conversationWords = pgTable(
  'conversation_words',
  {
    conversationId: ref()
      .primaryKey()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** When the newest message came: searches look at the newest matches. */
    at: createdAt(),
    words: tsvector().notNull(),
  },
  (t) => [index('conversation_words_at').on(t.at), index('conversation_words_words').using('gin', t.words)],
);

export type LabelField = 'topic' | 'language' | 'mood';

/** What an agent said that a label of triage should have been. Append-only: the newest of a field counts, and topics learn from it. */
export const corrections = pgTable(
  'corrections',
  {
    id: id(),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    field: text().$type<LabelField>().notNull(),
    before: text(),
    after: text().notNull(),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [index('corrections_conversation').on(t.conversationId), index('corrections_newest').on(t.field, t.id)],
);

/** Append-only: the timeline, and the feed that browsers follow (`seq` is the Last-Event-ID). */
export const events = pgTable(
  'events',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    conversationId: ref().references(() => conversations.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    actor: text().$type<'customer' | 'agent' | 'ai' | 'system'>().notNull(),
    agentId: ref().references(() => agents.id, { onDelete: 'set null' }),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index('events_conversation').on(t.conversationId, t.seq)],
);

/** A composer's unsent text, one per agent and conversation, so that it follows them to another device. */
export const drafts = pgTable(
  'drafts',
  {
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    agentId: ref()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    kind: text().$type<'reply' | 'note'>().notNull(),
    body: text().notNull(),
    /** It began as this proposal of the AI's: who wrote it must survive a reload. */
    proposalId: ref(),
    updatedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.agentId] })],
);

/** Who has a conversation open; rows older than 30 seconds mean nobody. A row stays when its agent leaves: until when they have read. */
export const presence = pgTable(
  'presence',
  {
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    agentId: ref()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    state: text().$type<'reading' | 'typing' | 'left'>().notNull(),
    seenAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.agentId] })],
);
