// Reads everything that one reply is made of.
import { and, asc, desc, eq, isNotNull, lt, sql } from 'drizzle-orm';
import PostalMime from 'postal-mime';
import { db } from '#db/client.ts';
import {
  agents,
  attachments,
  contacts,
  conversations,
  type MailAddress,
  mailboxes,
  messages,
  outbox,
  proposals,
  rawMessages,
} from '#db/schema.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';
import { getFile } from '#lib/platform/storage.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { type Letter, Undeliverable } from './compose.ts';

const HEADER_BYTES = 64 * 1024;

export type Dispatch = { letter: Letter; mailbox: Mailbox; messageId: number };

/** Throws Undeliverable when it can never become a mail. */
export async function loadLetter(outboxId: number): Promise<Dispatch> {
  const [row] = await db()
    .select({
      message: messages,
      conversation: conversations,
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
    loadFiles(message.id),
  ]);
  // A conversation outlives its mailbox; then another one answers.
  const mailbox = ours.find(({ id }) => id === conversation.mailboxId) ?? ours[0];
  if (!mailbox) throw new Undeliverable('There is no mailbox to send from. Add one in Settings, Mail.');
  const head = newest ? await headersOf(newest.id) : NO_HEAD;
  const addresses = new Set(ours.map(({ address }) => address));
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
      alone: isAlone(message),
      language: row.language ?? conversation.language ?? contact.language ?? 'en',
      subject: newest?.subject || conversation.subject,
      correspondents: {
        ...head,
        from: newest?.from ?? null,
        to: newest?.to ?? [],
        cc: newest?.cc ?? [],
        contact: { name: contact.name, address: contact.email },
      },
      isOurs: (address) => addresses.has(mailboxAddressOf(address)),
      thread: await threadOf(conversation.id, message.id, newest),
      original,
      files,
    },
  };
}

/** The AI wrote it and no person read it. */
export function isAlone(message: { author: string; agentId: number | null }): boolean {
  return message.author === 'ai' && message.agentId === null;
}

type Inbound = typeof messages.$inferSelect;

/** What a person sent last; a machine's mail (an absence notice, a bounce) only when there is nothing else. */
async function newestInbound(conversationId: number, before: number): Promise<Inbound | null> {
  const [row] = await db()
    .select()
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

const NO_HEAD = { replyTo: [] as MailAddress[], lists: [] as string[] };

/** Reply-To and the lists it came through: of interest only now, so they are read from the mail as it arrived. */
async function headersOf(messageId: number): Promise<typeof NO_HEAD> {
  const [row] = await db()
    .select({ head: sql<Buffer>`substring(${rawMessages.raw} from 1 for ${HEADER_BYTES})` })
    .from(rawMessages)
    .where(eq(rawMessages.messageId, messageId))
    .limit(1);
  if (!row) return NO_HEAD;
  const text = row.head.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const mail = await PostalMime.parse(row.head.subarray(0, end)).catch(() => null);
  const replyTo = (mail?.replyTo ?? []).flatMap(({ name, address }) =>
    address ? [{ name: name ?? '', address }] : [],
  );
  const posts = mail?.headers.filter(({ key }) => key === 'list-post').map(({ value }) => value) ?? [];
  const lists = posts.flatMap((value) => [...value.matchAll(/mailto:([^>?\s]+)/gi)].map((match) => match[1] ?? ''));
  return { replyTo: replyTo.slice(0, 5), lists };
}

async function loadFiles(messageId: number): Promise<Letter['files']> {
  const rows = await db()
    .select()
    .from(attachments)
    .where(eq(attachments.messageId, messageId))
    .orderBy(asc(attachments.id));
  return Promise.all(
    rows.map(async ({ filename, contentType, storageKey }) => ({
      filename,
      contentType,
      content: await getFile(storageKey),
    })),
  );
}
