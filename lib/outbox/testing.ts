// Rows for the tests of this folder.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  autopilot,
  contacts,
  conversations,
  events,
  type MailAddress,
  mailboxes,
  messages,
  outbox,
  pausedLanes,
  proposals,
  type SmtpSettings,
  workspace,
} from '#db/schema.ts';
import { addInboundMessage, type InboundMessage } from '#lib/conversations/messages.ts';
import { enqueueReply, type Reply } from './enqueue.ts';

export const MAILBOX = { name: 'Parcelbird', address: 'support@parcelbird.test' };
export const JONAS: MailAddress = { name: 'Jonas Weber', address: 'jonas@customer.test' };

/** A workspace with Autopilot on, one mailbox and one agent, Mara. Call once per file. */
export async function house(smtp: SmtpSettings | null = null): Promise<{ mailboxId: number; agentId: number }> {
  await db().insert(workspace).values({ name: 'Parcelbird' }).onConflictDoNothing();
  await db().insert(autopilot).values({ mode: 'on' }).onConflictDoNothing();
  const [mailbox] = await db()
    .insert(mailboxes)
    .values({ ...MAILBOX, smtp })
    .returning({ id: mailboxes.id });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Mara', email: 'mara@parcelbird.test', role: 'agent', signature: 'Mara, **Parcelbird**' })
    .returning({ id: agents.id });
  return { mailboxId: mailbox?.id ?? 0, agentId: agent?.id ?? 0 };
}

/** A customer's mail in a conversation of its own. */
export async function asked(mailboxId: number, mail: Partial<InboundMessage> = {}) {
  const from = mail.from ?? JONAS;
  const [contact] = await db()
    .insert(contacts)
    .values({ name: from.name, email: `${Math.random()}.${from.address}` })
    .returning({ id: contacts.id });
  const [row] = await db()
    .insert(conversations)
    .values({ subject: 'Label', channel: 'email', contactId: contact?.id ?? 0, mailboxId })
    .returning({ id: conversations.id });
  const conversationId = row?.id ?? 0;
  const messageId = await wrote(conversationId, { from, ...mail });
  return { conversationId, messageId };
}

export function wrote(conversationId: number, mail: Partial<InboundMessage> = {}): Promise<number> {
  return db().transaction((tx) =>
    addInboundMessage(tx, conversationId, {
      body: 'I printed the label twice.',
      subject: 'Label',
      from: JONAS,
      mailId: `${Math.random()}@customer.test`,
      ...mail,
    }),
  );
}

/** The AI's own answer to a message, as the gate lets it go. */
export async function answeredAlone({ conversationId, messageId }: { conversationId: number; messageId: number }) {
  const [run] = await db()
    .insert(aiRuns)
    .values({ conversationId, messageId, status: 'done', engine: 'builtin', model: 'x', stages: [], ms: 1 })
    .returning({ id: aiRuns.id });
  const [proposal] = await db()
    .insert(proposals)
    .values({
      runId: run?.id ?? 0,
      conversationId,
      messageId,
      kind: 'reply',
      body: 'You have **28 days**. [1]',
      language: 'en',
      confidence: 0.9,
      features: {},
      modelVersion: 'test',
    })
    .returning({ id: proposals.id });
  const proposalId = proposal?.id ?? 0;
  return queued({ conversationId, body: 'You have **28 days**. [1]', author: 'ai', proposalId });
}

export async function queued(reply: Omit<Reply, 'undoSeconds'> & { undoSeconds?: number }) {
  return db().transaction((tx) => enqueueReply(tx, { undoSeconds: 0, ...reply }));
}

/** As if every pause were over and its lane open: what waits may be tried. */
export async function openLanes(): Promise<void> {
  await db().delete(pausedLanes);
  await db().update(outbox).set({ waitsFor: null });
}

export async function rowOf(outboxId: number) {
  const [row] = await db().select().from(outbox).where(eq(outbox.id, outboxId));
  return row;
}

export async function conversationRow(id: number) {
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  return row;
}

export async function messageRow(id: number) {
  const [row] = await db().select().from(messages).where(eq(messages.id, id));
  return row;
}

export async function eventsOf(conversationId: number): Promise<string[]> {
  const rows = await db()
    .select({ type: events.type })
    .from(events)
    .where(eq(events.conversationId, conversationId))
    .orderBy(events.seq);
  return rows.map(({ type }) => type);
}
