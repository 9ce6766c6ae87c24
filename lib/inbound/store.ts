// Puts a parsed mail where it belongs, all in the caller's transaction: contact, conversation, message, files, event and the job that follows.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, conversations, messages, rawMessages } from '#db/schema.ts';
import { mailboxIdsOf } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';
import { findOrCreateContact } from '#lib/contacts/find-or-create.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import type { StoredBytes } from '#lib/platform/storage.ts';
import { addressesInText, validAddress } from './addresses.ts';
import { applyReport } from './apply-report.ts';
import type { Verdict } from './authenticity/check-sender.ts';
import type { AutomaticReason } from './automatic.ts';
import { type AnswerByMail, colleagueAnswer } from './colleague.ts';
import { automaticReason, stormReason } from './guard.ts';
import { inlineIds, withInlinePictures } from './html/sanitise.ts';
import type { ParsedMail } from './parse.ts';
import type { MailPart } from './parts.ts';
import { type SpamFilter, spamFilter } from './spam-headers.ts';
import { conversationOfOurs, type Place, placeOf } from './thread.ts';
import { Unusable } from './unusable.ts';

export type RawMessage = Omit<typeof rawMessages.$inferSelect, 'raw'>;
export type StoredPart = Omit<MailPart, 'bytes'> & StoredBytes;

type Known = {
  /** The conversation that has another mail of this sender's under this Message-ID. */
  sameId: number | null;
  /** Without it, a colleague's mail is kept like a customer's. */
  answerByMail?: AnswerByMail | undefined;
};

/** Returns the message's id. Throws Unusable when nobody is named whom an answer could go to. */
export async function storeMail(
  tx: Tx,
  raw: RawMessage,
  mail: ParsedMail,
  files: StoredPart[],
  verdict: Verdict,
  { sameId, answerByMail }: Known,
): Promise<number> {
  const from = senderOf(raw, mail);
  const senders = [from, mail.sender].flatMap((one) => one?.address ?? []);
  const ours = await mailboxesNamed(tx, [
    ...senders,
    ...mail.replyTo.map(({ address }) => address),
    ...addressesOf(raw, mail),
  ]);
  const replyTo = answerableReplyTo(ours, mail, from?.address);
  let automatic = await automaticReason(tx, {
    headers: mail.headers,
    report: mail.report?.kind ?? null,
    messageId: mail.messageId,
    from: from?.address ?? '',
    fromUs: senders.some((address) => ours(address) !== undefined),
    returnPath: raw.door === 'smtp' ? raw.envelope.from : null,
    hasReplyTo: replyTo.length > 0,
  });
  // Something on the way changed a copy, or a program numbers its mails badly: people see both, and the AI answers the first at most.
  if (sameId !== null) automatic ??= 'known_id';
  const sender = automatic === 'own_address' ? '' : (from?.address ?? '');
  const place = await placeFor(tx, ours, raw, mail, sender, automatic);
  let contactId: number | null = null;
  if (place.conversationId === null) {
    if (!from)
      throw new Unusable(
        'It names no sender: neither in From nor on its envelope. An answer would have nowhere to go.',
      );
    contactId = await findOrCreateContact(tx, { email: from.address, name: from.name });
  }
  const filter = raw.door === 'form' ? null : spamFilter(mail.headers);
  // Who is not From cannot have been proven by it.
  const verified = verdict.verified && from !== null && from.address === mail.from?.address;
  if (
    answerByMail &&
    verified &&
    automatic === null &&
    !filter &&
    raw.door !== 'form' &&
    place.conversationId !== null
  ) {
    const mailboxIds = addressedMailboxes(ours, raw, mail);
    const answer = await colleagueAnswer(tx, mail, { mailboxIds, conversationId: place.conversationId });
    if (answer) return answerByMail(tx, answer);
  }
  if (filter) automatic ??= 'spam';
  automatic ??= await stormReason(tx, { contactId, conversationId: place.conversationId, text: mail.visible });
  const conversationId =
    place.conversationId ?? (await open(tx, ours, raw, mail, contactId ?? 0, place.linkedTo ?? sameId ?? undefined));
  // Nobody hides a matter that people are at work on: only a new one goes into Spam.
  if (filter && place.conversationId === null && !mail.report) await setAside(tx, conversationId, filter);
  const inline = mail.html ? inlineIds(mail.html) : new Set<string>();
  const messageId = await addInboundMessage(
    tx,
    conversationId,
    {
      body: mail.visible,
      quoted: [mail.signature, mail.quoted].filter(Boolean).join('\n\n') || null,
      html: mail.html,
      subject: mail.subject,
      from,
      to: mail.to,
      cc: mail.cc,
      replyTo,
      mailId: mail.messageId,
      inReplyTo: mail.inReplyTo[0] ?? null,
      references: mail.references,
      automatic,
      hiddenText: mail.hidden || null,
      notes: mail.notes,
      authentication: verdict.authentication,
      verified,
      createdAt: raw.receivedAt,
    },
    files.map(({ written: _, ...file }) => ({
      ...file,
      inline: file.contentId !== null && inline.has(file.contentId),
    })),
    // People have to see these, whoever wrote them.
    { reopens: automatic === null || ['bounce', 'too_many', 'repeats', 'spam', 'known_id'].includes(automatic) },
  );
  if (mail.report) await applyReport(tx, mail.report, [...raw.envelope.to, ...mail.to.map(({ address }) => address)]);
  if (mail.html && inline.size > 0) await placePictures(tx, messageId, mail.html);
  if (automatic === null) await enqueue(tx, 'message.received', { messageId });
  return messageId;
}

/** From, else who it was sent for, else the envelope: the customer is who the mail says it is from, not where answers should go. */
function senderOf({ envelope }: RawMessage, mail: ParsedMail) {
  const known = mail.from ?? mail.sender;
  if (known) return known;
  const address = validAddress(envelope.from) ?? addressesInText(mail.headers.get('return-path'))[0];
  return address ? { name: '', address } : null;
}

/** The mailbox of ours that an address belongs to, if any. */
type Ours = (address: string) => number | undefined;

/** Asked once for all that the mail names. */
async function mailboxesNamed(tx: Tx, addresses: string[]): Promise<Ours> {
  const ids = await mailboxIdsOf(tx, addresses.map(mailboxAddressOf));
  return (address) => ids.get(mailboxAddressOf(address));
}

function answerableReplyTo(ours: Ours, mail: ParsedMail, from: string | undefined) {
  const others = mail.replyTo.filter(({ address }) => ours(address) === undefined);
  return others.length === 1 && others[0]?.address === from ? [] : others;
}

async function placeFor(
  tx: Tx,
  ours: Ours,
  raw: RawMessage,
  mail: ParsedMail,
  from: string,
  automatic: AutomaticReason | null,
): Promise<Place> {
  if (raw.door === 'form') return { conversationId: null };
  if (automatic === 'own_mail') return { conversationId: await conversationOfOurs(tx, [mail.messageId ?? '']) };
  if (automatic === 'bounce' || automatic === 'feedback' || automatic === 'receipt' || automatic === 'no_return_path') {
    const conversationId = await conversationOfOurs(tx, [
      ...(mail.report?.messageIds ?? []),
      ...mail.inReplyTo,
      ...mail.references,
    ]);
    if (conversationId !== null) return { conversationId };
  }
  const addresses = addressesOf(raw, mail);
  // It is one mail, whichever mailboxes it reaches: where it names conversations in several, the one of this mailbox has it.
  const isHere = (address: string) => ours(address) === raw.mailboxId;
  const ordered = [...addresses.filter(isHere), ...addresses.filter((address) => !isHere(address))];
  return placeOf(tx, mail, { mailboxIds: addressedMailboxes(ours, raw, mail), from, addresses: ordered });
}

/** On its envelope and in its headers. */
function addressesOf(raw: RawMessage, mail: ParsedMail): string[] {
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => mail.headers.all(name));
  return [
    ...raw.envelope.to,
    ...[...mail.to, ...mail.cc].map(({ address }) => address),
    ...delivered.slice(0, 10).flatMap(addressesInText),
  ];
}

function addressedMailboxes(ours: Ours, raw: RawMessage, mail: ParsedMail): number[] {
  return [...new Set([raw.mailboxId, ...addressesOf(raw, mail).flatMap((address) => ours(address) ?? [])])];
}

/** Where a new conversation is: in the mailbox that the mail names first of those that it has reached by now. */
async function homeOf(tx: Tx, ours: Ours, raw: RawMessage, mail: ParsedMail): Promise<number> {
  const inOrder = [...new Set([...mail.to, ...mail.cc].flatMap(({ address }) => ours(address) ?? []))];
  const [first] = inOrder;
  if (first === undefined || first === raw.mailboxId || raw.sameKey === null) return raw.mailboxId;
  const copies = await tx
    .select({ mailboxId: rawMessages.mailboxId })
    .from(rawMessages)
    .where(
      and(
        inArray(rawMessages.mailboxId, inOrder),
        eq(rawMessages.dedupeKey, raw.dedupeKey),
        eq(rawMessages.sameKey, raw.sameKey),
      ),
    );
  return inOrder.find((id) => copies.some(({ mailboxId }) => mailboxId === id)) ?? raw.mailboxId;
}

async function open(
  tx: Tx,
  ours: Ours,
  raw: RawMessage,
  mail: ParsedMail,
  contactId: number,
  linkedTo?: number,
): Promise<number> {
  // Only our own form door can put that header there and be believed.
  const channel = raw.door === 'form' && mail.headers.get('x-tandem-form').trim() === '1' ? 'form' : 'email';
  const mailboxId = await homeOf(tx, ours, raw, mail);
  return openConversation(tx, { subject: mail.subject, channel, contactId, mailboxId }, linkedTo);
}

async function setAside(tx: Tx, conversationId: number, filter: SpamFilter): Promise<void> {
  await tx.update(conversations).set({ status: 'spam' }).where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'conversation.marked_spam', conversationId, actor: 'system', data: { filter } });
}

async function placePictures(tx: Tx, messageId: number, html: string): Promise<void> {
  const files = await tx
    .select({ id: attachments.id, contentId: attachments.contentId })
    .from(attachments)
    .where(and(eq(attachments.messageId, messageId), eq(attachments.inline, true)));
  const byContentId = new Map(files.map(({ id, contentId }) => [contentId, `/api/attachments/${id}`]));
  const shown = withInlinePictures(html, (contentId) => byContentId.get(contentId) ?? null);
  await tx.update(messages).set({ html: shown }).where(eq(messages.id, messageId));
}
