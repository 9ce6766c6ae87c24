// Everything the stages need to know about one message, read in one place. Null when the AI has no business with it.
import { and, asc, desc, eq, lt, ne } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { aiRuns, companies, contacts, conversations, corrections, mailboxes, messages } from '#db/schema.ts';
import { loadPassageIndex } from '#lib/knowledge/search.ts';
import { findSolved } from '#lib/knowledge/solved-search.ts';
import { env } from '#lib/platform/env.ts';
import type { Standing } from './decide.ts';
import { loadTaughtTopics, taughtTopic } from './taught-topics.ts';
import type { ThinkInput } from './think.ts';

export type Situation = {
  messageId: number;
  conversationId: number;
  /** In the demo's mailbox, or made up: there, and only there, the demo's reviews count. */
  demo: boolean;
  think: Omit<ThinkInput, 'call' | 'guidance' | 'dice' | 'own' | keyof Standing>;
  standing: Omit<Standing, 'trust' | 'now'>;
};

const TURNS = 10;
const TEXT_CHARACTERS = 20_000;
const TURN_CHARACTERS = 2000;

/** @param again also for a message that has its run: to look at, never to act on. */
export async function loadSituation(messageId: number, { again = false } = {}): Promise<Situation | null> {
  const tx = db();
  const [row] = await tx
    .select({
      message: messages,
      conversation: conversations,
      contact: contacts,
      demoMailbox: mailboxes.demo,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(mailboxes, eq(mailboxes.id, conversations.mailboxId))
    .where(eq(messages.id, messageId));
  if (!row) return null;
  const { message, conversation, contact, demoMailbox } = row;
  if (
    message.kind !== 'inbound' ||
    message.automatic ||
    conversation.status === 'spam' ||
    conversation.status === 'trash'
  )
    return null;
  const [done] = again
    ? []
    : await tx
        .select({ id: aiRuns.id })
        .from(aiRuns)
        .where(and(eq(aiRuns.messageId, messageId), eq(aiRuns.status, 'done')));
  if (done) return null;
  const earlier = await tx
    .select({ kind: messages.kind, body: messages.body })
    .from(messages)
    .where(and(eq(messages.conversationId, conversation.id), lt(messages.id, messageId), ne(messages.kind, 'note')))
    .orderBy(asc(messages.id));
  const demo = conversation.demo || demoMailbox === true;
  const [corrected, taught] = [await correctedTopic(tx, conversation.id), await loadTaughtTopics(tx)];
  return {
    messageId,
    conversationId: conversation.id,
    demo,
    think: {
      ask: {
        subject: (message.subject ?? conversation.subject).slice(0, 500),
        text: message.body.slice(0, TEXT_CHARACTERS),
        hiddenText: (message.hiddenText ?? '').slice(0, TEXT_CHARACTERS),
        channel: conversation.channel,
        history: earlier.slice(-TURNS).map(({ kind, body }) => ({
          from: kind === 'inbound' ? 'customer' : 'us',
          text: body.slice(0, TURN_CHARACTERS),
        })),
        firstName: firstNameOf(contact.name),
        verified: message.verified,
      },
      contactLanguage: contact.language,
      index: await loadPassageIndex(tx, 'customer'),
      // As of the message: a replay of it knows no more, and nobody is answered with what they were told themselves.
      solved: (terms, language) =>
        findSolved(db(), { terms, language, demo, before: message.createdAt, notFrom: conversation.id }),
      taughtTopic: (question) => corrected ?? taughtTopic(taught, question),
      portalUrl: env().TANDEM_URL.replace(/\/+$/, ''),
    },
    standing: await loadStanding(tx, conversation.id),
  };
}

async function correctedTopic(tx: Tx, conversationId: number): Promise<string | null> {
  const [row] = await tx
    .select({ topic: corrections.after })
    .from(corrections)
    .where(and(eq(corrections.conversationId, conversationId), eq(corrections.field, 'topic')))
    .orderBy(desc(corrections.id))
    .limit(1);
  return row?.topic ?? null;
}

/** What people may have changed about the conversation and its customer since the AI began. */
export async function loadStanding(tx: Tx, conversationId: number): Promise<Omit<Standing, 'trust' | 'now'>> {
  const [row] = await tx
    .select({
      personOnly: conversations.personOnly,
      alwaysPerson: contacts.alwaysPerson,
      own: contacts.attributes,
      company: companies.attributes,
    })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(companies, eq(companies.id, contacts.companyId))
    .where(eq(conversations.id, conversationId));
  // Fail closed: a conversation that is gone belongs to nobody's AI.
  if (!row) return { personOnly: true, alwaysPerson: true, attributes: {} };
  return { personOnly: row.personOnly, alwaysPerson: row.alwaysPerson, attributes: { ...row.company, ...row.own } };
}

/** "Kaur, Simran" and "info@shop" give no name to greet with; a sender's name is text from outside, so it is held short and plain. */
export function firstNameOf(name: string): string {
  const word = name.trim().split(/\s+/)[0] ?? '';
  return /^\p{L}[\p{L}'’-]{1,23}$/u.test(word) &&
    !/^(the|team|info|support|dr|mr|mrs|ms|herr|frau|m|mme|sales|admin|office)$/i.test(word)
    ? word
    : '';
}
