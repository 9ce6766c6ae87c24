// Reads everything that one reply is made of.
import { and, asc, desc, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import {
  agents,
  contacts,
  conversations,
  mailboxes,
  messages,
  outbox,
  proposals,
  type SmtpSettings,
} from '#db/schema.ts';
import { oursAmong } from '#lib/channels/aliases.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';
import { suppressedAmong } from '#lib/contacts/suppressed.ts';
import { filesToSend } from '#lib/conversations/files.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { type Letter, Undeliverable } from './compose.ts';
import { recipientsOf } from './recipients.ts';

export type Dispatch = { letter: Letter; mailbox: Mailbox; messageId: number };

/** Throws Undeliverable when it can never become a mail, NotSendable when one of its files keeps it back. */
export async function loadLetter(outboxId: number): Promise<Dispatch> {
  const [row] = await db()
    .select({
      message: messages,
      conversation: conversations,
      leavesFrom: outbox.mailboxId,
      contact: contacts,
      signature: agents.signature,
      language: proposals.language,
    })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .leftJoin(proposals, eq(proposals.id, outbox.proposalId))
    .where(eq(outbox.id, outboxId));
  if (!row) throw new Error('a claimed reply has no message');
  const { message, conversation, contact } = row;
  const [workspace, ours, newest, files] = await Promise.all([
    loadWorkspace(),
    db().select().from(mailboxes).orderBy(asc(mailboxes.id)),
    newestInbound(conversation.id, message.id),
    filesToSend(message.id),
  ]);
  const mailbox = mailboxOf(ours, row.leavesFrom, conversation.mailboxId);
  if (!mailbox) throw new Undeliverable('There is no mailbox to send from. Add one in Settings, Mail.');
  const correspondents = { ...correspondentsIn(newest), contact: { name: contact.name, address: contact.email } };
  const everyone = allOf(correspondents);
  const held = await suppressedAmong(db(), everyone);
  const addresses = await oursAmong(db(), everyone.map(mailboxAddressOf));
  const original = newest && {
    name: newest.from?.name || newest.from?.address || contact.name || contact.email,
    at: newest.createdAt,
    text: newest.body,
  };
  return {
    mailbox,
    messageId: message.id,
    letter: {
      outboxId,
      conversationId: conversation.id,
      workspace: workspace.name,
      mailbox,
      body: message.body,
      signature: row.signature ?? '',
      footer: mailbox.signature,
      alone: isAlone(message),
      language: row.language ?? conversation.language ?? contact.language ?? 'en',
      subject: newest?.subject || conversation.subject,
      correspondents,
      isHeld: (address) => held.has(address.toLowerCase()),
      isOurs: (address) => addresses.has(mailboxAddressOf(address)),
      thread: await threadOf(conversation.id, message.id, newest),
      original,
      files,
    },
  };
}

/** The domain that it goes to, before it is written; null: to nobody. Of several people that of the first, as it is one mail. */
export async function domainOf(outboxId: number): Promise<{ smtp: SmtpSettings | null; domain: string | null }> {
  const [row] = await db()
    .select({
      messageId: messages.id,
      author: messages.author,
      agentId: messages.agentId,
      conversationId: conversations.id,
      leavesFrom: outbox.mailboxId,
      mailboxId: conversations.mailboxId,
      contact: { name: contacts.name, address: contacts.email },
    })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(outbox.id, outboxId));
  if (!row) return { smtp: null, domain: null };
  const [ours, newest] = await Promise.all([
    db().select({ id: mailboxes.id, smtp: mailboxes.smtp }).from(mailboxes).orderBy(asc(mailboxes.id)),
    newestInbound(row.conversationId, row.messageId),
  ]);
  const smtp = mailboxOf(ours, row.leavesFrom, row.mailboxId)?.smtp ?? null;
  if (!smtp) return { smtp, domain: null };
  const correspondents = { ...correspondentsIn(newest), contact: row.contact };
  const addresses = await oursAmong(db(), allOf(correspondents).map(mailboxAddressOf));
  const to = recipientsOf(correspondents, (address) => addresses.has(mailboxAddressOf(address)), isAlone(row))?.to;
  return { smtp, domain: to ? to.address.slice(to.address.lastIndexOf('@') + 1) : null };
}

/** A conversation outlives its mailbox; then another one answers. @param leavesFrom where it was when the reply was decided. */
function mailboxOf<M extends { id: number }>(ours: M[], leavesFrom: number | null, now: number | null): M | undefined {
  return ours.find(({ id }) => id === leavesFrom) ?? ours.find(({ id }) => id === now) ?? ours[0];
}

function allOf({ replyTo, from, to, cc, contact }: Letter['correspondents']): string[] {
  return [...replyTo, ...(from ? [from] : []), ...to, ...cc, contact].map(({ address }) => address);
}

/** The AI wrote it and no person read it. */
export function isAlone(message: { author: string; agentId: number | null }): boolean {
  return message.author === 'ai' && message.agentId === null;
}

type Inbound = NonNullable<Awaited<ReturnType<typeof newestInbound>>>;

/** What a person sent last; a machine's mail (an absence notice, a bounce) only when there is nothing else. */
async function newestInbound(conversationId: number, before: number) {
  const [row] = await db()
    .select({
      from: messages.from,
      replyTo: messages.replyTo,
      to: messages.to,
      cc: messages.cc,
      subject: messages.subject,
      body: messages.body,
      mailId: messages.mailId,
      references: messages.references,
      automatic: messages.automatic,
      createdAt: messages.createdAt,
    })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.kind, 'inbound'), lt(messages.id, before)))
    .orderBy(sql`${messages.automatic} is not null`, desc(messages.id))
    .limit(1);
  return row ?? null;
}

/** Our own earlier mails stand in where the customer's has no Message-ID (a form, a chat). */
async function threadOf(conversationId: number, before: number, newest: Inbound | null): Promise<string[]> {
  if (newest?.mailId) return [...newest.references, newest.mailId];
  const rows = await db()
    .select({ mailId: messages.mailId })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.kind, 'outbound'),
        isNotNull(messages.mailId),
        lt(messages.id, before),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(20);
  return rows.flatMap(({ mailId }) => (mailId ? [mailId] : [])).reverse();
}

/** A machine's or a list's mail names whom it came through; only its sender gets an answer, and only from a person. */
function correspondentsIn(mail: Inbound | null) {
  if (!mail || mail.automatic) return { replyTo: [], from: mail?.from ?? null, to: [], cc: [] };
  return { replyTo: mail.replyTo, from: mail.from, to: mail.to, cc: mail.cc };
}
