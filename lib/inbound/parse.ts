// From bytes to what a mail says. Pure: no database, no network, nothing trusted. Throws only when the bytes cannot be read as mail at all.
import PostalMime, { type Email } from 'postal-mime';
import type { MailAddress } from '#db/schema/conversations.ts';
import { addressesIn, firstAddress } from './addresses.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { sanitise } from './html/sanitise.ts';
import { Headers, isReport } from './mail-headers.ts';
import { idsIn, readMessageId } from './message-id.ts';
import { type MailPart, partsOf } from './parts.ts';
import { readMailText } from './visible-text.ts';

export type ParsedMail = {
  headers: Headers;
  /** Without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** Of the messages that a bounce or report brings along. */
  reportedIds: string[];
  subject: string;
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** What was written now; `quoted` is what was quoted, with the signature. */
  visible: string;
  quoted: string;
  /** Safe, with `cid:` pictures; null when the text says it all. */
  html: string | null;
  hidden: string;
  parts: MailPart[];
};

const LONGEST_SUBJECT = 300;
const LIMITS = { maxNestingDepth: 100, maxHeadersSize: 2 * 1024 * 1024, maxRfc822NestingDepth: 3 };

export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const email = await PostalMime.parse(raw, LIMITS);
  const text = readMailText(cleanText(email.text ?? ''), cleanText(email.html ?? ''));
  const headers = new Headers(email.headers);
  const parts = partsOf(email, raw);
  return {
    headers,
    messageId: readMessageId(raw),
    inReplyTo: idsIn(email.inReplyTo),
    references: idsIn(email.references),
    reportedIds: isReport(headers) ? reportedIds(email) : [],
    subject: cleanLine(email.subject ?? '', LONGEST_SUBJECT),
    from: firstAddress(email.from),
    sender: firstAddress(email.sender),
    replyTo: addressesIn(email.replyTo, 5),
    to: addressesIn(email.to),
    cc: addressesIn(email.cc),
    visible: text.visible,
    quoted: [text.signature, text.quoted].filter(Boolean).join('\n\n'),
    html: (text.html && sanitise(text.html)) || null,
    hidden: text.hidden,
    parts,
  };
}

function reportedIds(email: Email): string[] {
  const returned = email.attachments.filter(({ mimeType }) =>
    /^(message\/rfc822|text\/rfc822-headers)/i.test(mimeType),
  );
  return returned.slice(0, 5).flatMap(({ content }) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
    return readMessageId(bytes) ?? [];
  });
}
