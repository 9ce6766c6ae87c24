// What stays the same on every way that one mail takes to us: two copies of it have one key, two different mails never have, even under one Message-ID.
import { sha256 } from '#lib/platform/crypto.ts';
import { headerBlock } from './header-block.ts';
import { readMessageId } from './message-id.ts';

// What somebody said, to whom and as what. What servers add on the way (Received, DKIM, verdicts of filters…) is not the mail.
const SAID = [
  'message-id',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'in-reply-to',
  'references',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'precedence',
  'list-id',
  'x-auto-response-suppress',
];

/**
 * 64 hex digits. Line ends, folding and white space at the ends of lines and of the mail do not count, because servers change them; a mail without
 * a Message-ID is the same only byte for byte.
 */
export function sameMailKey(raw: Uint8Array): string {
  if (readMessageId(raw) === null) return sha256(`bytes:${sha256(raw)}`);
  const { fields, bodyAt } = headerBlock(raw);
  const said = SAID.map((name) =>
    fields.filter((field) => field.name === name).map(({ value }) => value.replace(/\s+/g, ' ').trim()),
  );
  return sha256(JSON.stringify([said, sha256(withoutTrailingSpace(raw.subarray(bodyAt)))]));
}

const LF = 0x0a;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0d;

/** One pass: a mail may be 25 MB of spaces. */
function withoutTrailingSpace(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let end = 0;
  let afterWord = 0;
  let afterText = 0;
  // By index: half the time that an iterator takes, and every mail comes by here.
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) end = afterWord;
    kept[end++] = byte;
    if (byte === LF) afterWord = end;
    else if (!isSpace(byte)) {
      afterWord = end;
      afterText = end;
    }
  }
  return kept.subarray(0, afterText);
}
