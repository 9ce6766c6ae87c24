// From bytes to what a mail says. Pure: no database, no network, nothing trusted. Throws only when the bytes cannot be read as mail at all.
import type { MailAddress } from '#db/schema/conversations.ts';
import { addressesIn, asWritten, firstAddress } from './addresses.ts';
import { type BounceReport, readBounce } from './bounce/read-bounce.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { sanitise } from './html/sanitise.ts';
import { type MailDate, readDate } from './mail-date.ts';
import type { Headers } from './mail-headers.ts';
import { idsIn, readMessageId } from './message-id.ts';
import { readAddressList } from './mime/address-list.ts';
import { bodiesOf } from './mime/bodies.ts';
import { readMime } from './mime/read-mime.ts';
import { decodeWords } from './mime/words.ts';
import { type Note, notesOf } from './notes.ts';
import { type MailPart, partsOf } from './parts.ts';
import { isForwardSubject } from './text/quote-marks.ts';
import { openTnef } from './tnef/open-tnef.ts';
import { readMailText } from './visible-text.ts';

export type ParsedMail = {
  headers: Headers;
  /** Without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** What a bounce or feedback report says, and of which of our messages; null for all other mail. */
  report: BounceReport | null;
  subject: string;
  /** As the mail dates itself. */
  date: MailDate;
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** The same fields in the sender's own spelling, for who wants to see what the mail says; nothing is decided by them. */
  written: Record<'from' | 'replyTo' | 'to' | 'cc', MailAddress[]>;
  /** All of it in plain; worked out when asked. */
  text: () => string;
  /** What was written now, apart from what was quoted and from the signature. */
  visible: string;
  quoted: string;
  signature: string;
  /** Safe, with `cid:` pictures; null when the text says it all. */
  html: string | null;
  hidden: string;
  parts: MailPart[];
  /** What a reader should know of the mail: encrypted, signed, an invitation, faults. */
  notes: Note[];
};

const LONGEST_SUBJECT = 1_000;

export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const root = readMime(raw);
  const { headers } = root;
  const bodies = bodiesOf(root);
  const opened = openTnef(bodies.files);
  const plain = cleanText(bodies.text || opened.text);
  const subject = cleanLine(decodeWords(headers.get('subject')), LONGEST_SUBJECT);
  const text = readMailText(plain, cleanText(bodies.html || opened.html), isForwardSubject(subject));
  const addresses = (name: string) =>
    headers
      .all(name)
      .slice(0, 50)
      .flatMap((value) => readAddressList(value.slice(0, LONGEST_ADDRESSES)));
  const from = addresses('from');
  const replyTo = addresses('reply-to');
  const to = addresses('to');
  const cc = addresses('cc');
  return {
    headers,
    messageId: readMessageId(raw),
    inReplyTo: idsIn(headers.get('in-reply-to')),
    references: idsIn(headers.get('references')),
    report: readBounce(root, text.whole),
    subject,
    date: readDate(headers.get('date')),
    from: firstAddress(from[0]),
    sender: firstAddress(addresses('sender')[0]),
    replyTo: addressesIn(replyTo, 5),
    to: addressesIn(to),
    cc: addressesIn(cc),
    written: {
      from: asWritten(from),
      replyTo: asWritten(replyTo),
      to: asWritten(to),
      cc: asWritten(cc),
    },
    text: text.whole,
    visible: text.visible,
    quoted: text.quoted,
    signature: text.signature,
    html: (text.html && sanitise(text.html)) || null,
    hidden: text.hidden,
    parts: partsOf(opened.files, raw),
    notes: notesOf(root, opened, plain),
  };
}

const LONGEST_ADDRESSES = 200_000;
