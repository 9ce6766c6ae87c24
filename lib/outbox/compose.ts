// A letter becomes a mail: pure but for the signatures in its addresses. What it says and to whom is decided here and nowhere later.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from '#db/schema/conversations.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { personLink } from '#lib/conversations/person-link.ts';
import { htmlBody, plainBody } from './body.ts';
import { honestLine } from './honest.ts';
import { replyMessageId } from './message-id.ts';
import { quoteOf } from './quote.ts';
import { type Correspondents, recipientsOf } from './recipients.ts';
import { replySubject } from './subject.ts';

/** Everything a mail is made of. */
export type Letter = {
  outboxId: number;
  conversationId: number;
  workspace: string;
  mailbox: { name: string; address: string };
  /** Markdown. */
  body: string;
  /** The agent's. Markdown; '' for none. */
  signature: string;
  /** The mailbox's. Markdown; '' for none. */
  footer: string;
  /** The AI sent it by itself: it says so, in words and in its headers. */
  alone: boolean;
  language: string;
  subject: string;
  correspondents: Correspondents;
  isOurs: (address: string) => boolean;
  /** Mail to it came back for good, and nobody allowed it since. */
  isHeld: (address: string) => boolean;
  /** Message-IDs, oldest first, without brackets; the last one is answered. */
  thread: string[];
  original: { name: string; at: Date; text: string } | null;
  files: { filename: string; contentType: string; content: Buffer }[];
};

export type Mail = {
  messageId: string;
  subject: string;
  to: MailAddress[];
  cc: MailAddress[];
  envelope: { from: string; to: string[] };
  raw: Buffer;
};

/** It can never be sent as it is; the message says why, for people. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
  /** Whom it would have gone to, where that is the trouble. */
  readonly to: MailAddress | null;

  constructor(message: string, to: MailAddress | null = null) {
    super(message);
    this.to = to;
  }
}

const MOST_REFERENCES = 20;

export async function compose(letter: Letter, now = new Date()): Promise<Mail> {
  const { mailbox, alone, language } = letter;
  const recipients = recipientsOf(letter.correspondents, letter.isOurs, alone);
  if (!recipients)
    throw new Undeliverable(
      'There is nobody to send this to: the customer’s address is one of ours, or one that no person reads.',
    );
  if (letter.isHeld(recipients.to.address))
    throw new Undeliverable(
      `Nothing is sent to ${recipients.to.address}: an earlier mail came back for good. If you know that the address works, allow it again and send this once more.`,
      recipients.to,
    );
  const messageId = replyMessageId(letter.outboxId, mailbox.address);
  const subject = replySubject(letter.subject, letter.conversationId);
  const references = capped(letter.thread).map(bracketed);
  const body = {
    reply: letter.body,
    signature: letter.signature,
    footer: letter.footer,
    honest: alone ? { ...honestLine(language, letter.workspace), url: personLink(letter.conversationId) } : null,
    quote: letter.original && quoteOf(letter.original, language),
    language,
  };
  const { to } = recipients;
  const cc = recipients.cc.filter(({ address }) => !letter.isHeld(address));
  const node = new MailComposer({
    from: { name: mailbox.name, address: mailbox.address },
    replyTo: { name: mailbox.name, address: replyAddress(mailbox.address, letter.conversationId) },
    to: [to],
    cc,
    subject,
    date: now,
    messageId: bracketed(messageId),
    ...(references.length > 0 ? { inReplyTo: references.at(-1), references } : {}),
    // RFC 3834: only what no person wrote or read says that it is automatic.
    headers: alone ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
    text: plainBody(body),
    html: htmlBody(body),
    attachments: letter.files,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return {
    messageId,
    subject,
    to: [to],
    cc,
    envelope: { from: mailbox.address, to: [to, ...cc].map(({ address }) => address) },
    raw: await node.build(),
  };
}

/** The first, which began the thread, and the newest. */
function capped(ids: string[]): string[] {
  const known = [...new Set(ids.filter((id) => /^[^<>\s]+$/.test(id)))];
  return known.length > MOST_REFERENCES ? [...known.slice(0, 1), ...known.slice(1 - MOST_REFERENCES)] : known;
}

const bracketed = (id: string) => `<${id}>`;
