// Header fields out of bytes, as forgiving as mail clients are: what is no field is skipped, and what was never a header is the body.
import { decodeText } from './charset.ts';

/** `key` in lower case; `value` unfolded, encoded words as they stand. */
export type Field = { key: string; value: string };

const MOST_FIELDS = 2_000;
const LONGEST_FIELD = 100_000;
const NEWLINE = 0x0a;

/** Of `bytes` from `start` to `end`; `bodyAt` is where the body begins. */
export function readFields(bytes: Buffer, start: number, end: number): { fields: Field[]; bodyAt: number } {
  const spans: [from: number, to: number][] = [];
  // A line that is no field; when no field follows, there the body began.
  let strayAt = -1;
  let at = start;
  while (at < end) {
    const newline = bytes.indexOf(NEWLINE, at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const kind = kindOf(bytes, at, next);
    if (kind === 'blank') return { fields: decode(bytes, spans), bodyAt: strayAt < 0 ? next : strayAt };
    if (kind === 'field') {
      spans.push([at, next]);
      strayAt = -1;
    } else if (kind === 'folded' && spans.length > 0 && strayAt < 0) {
      const last = spans.at(-1);
      if (last) last[1] = next;
    } else if (strayAt < 0 && !isMailboxLine(bytes, at)) {
      // Text right at the top: there is no header at all.
      if (spans.length === 0) return { fields: [], bodyAt: at };
      strayAt = at;
    }
    at = next;
  }
  return { fields: decode(bytes, spans), bodyAt: strayAt < 0 ? end : strayAt };
}

function kindOf(bytes: Buffer, at: number, next: number): 'blank' | 'field' | 'folded' | 'other' {
  const first = bytes[at];
  if (first === NEWLINE || (first === 0x0d && (at + 1 >= next || bytes[at + 1] === NEWLINE))) return 'blank';
  if (first === 0x20 || first === 0x09) return 'folded';
  for (let i = at; i < Math.min(next, at + 100); i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x3a) return i > at ? 'field' : 'other';
    // "Name :" occurs; any other space says that this is text.
    if (byte === 0x20 || byte === 0x09) {
      while (i < next && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
      return bytes[i] === 0x3a ? 'field' : 'other';
    }
    if (byte < 0x21 || byte > 0x7e) return 'other';
  }
  return 'other';
}

/** "From a@b Mon Jan …", as mailbox files and some servers put first. */
function isMailboxLine(bytes: Buffer, at: number): boolean {
  return /^>?From /.test(bytes.toString('latin1', at, at + 6));
}

/** Of the text below: what stands raw in the header is in the same, mostly. What says nothing of the language is no hint. */
function charsetHint(bytes: Buffer, spans: [number, number][]): string | null {
  for (const [from, to] of spans) {
    const field = bytes.toString('latin1', from, Math.min(to, from + 2_000));
    const charset = /^content-type[ \t]*:[\s\S]*?charset[ \t]*=[ \t]*"?([\w.:-]{1,40})/i.exec(field)?.[1];
    if (charset) return /^(utf-?8|us-ascii|ascii|iso-8859-1|latin1|windows-1252)$/i.test(charset) ? null : charset;
  }
  return null;
}

const isAscii = (bytes: Buffer) => bytes.every((byte) => byte < 0x80);

function decode(bytes: Buffer, spans: [number, number][]): Field[] {
  let hint: string | null | undefined;
  return spans.slice(0, MOST_FIELDS).map(([from, to]) => {
    const raw = bytes.subarray(from, Math.min(to, from + LONGEST_FIELD));
    if (hint === undefined && !isAscii(raw)) hint = charsetHint(bytes, spans);
    const text = decodeText(raw, isAscii(raw) ? null : (hint ?? null));
    const colon = text.indexOf(':');
    return {
      key: text.slice(0, colon).trim().toLowerCase(),
      value: text
        .slice(colon + 1)
        // In one pass: looking for what follows a run from each place of it takes more than half a minute for one field of carriage returns.
        .replace(/[\r\n]+([ \t]?)/g, (_, folded: string) => folded || ' ')
        .trim(),
    };
  });
}
