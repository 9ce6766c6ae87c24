// The tree of parts that a mail is made of, as ranges of its bytes: nothing is copied, the depth and the number of parts are bounded, and a
// message inside a message stays whole. Owns the structure; what the parts say is for others to read.
import { Headers } from '../mail-headers.ts';
import { decodeText } from './charset.ts';
import { readFields } from './fields.ts';
import { lastOfPath, readStructured, type Structured } from './parameters.ts';
import { decodeTransfer } from './transfer.ts';

export type Part = {
  headers: Headers;
  /** Lower case, e.g. text/plain; of multiparts only those that have children. */
  type: string;
  parameters: Structured['parameters'];
  /** Lower case; empty when none is given. */
  disposition: string;
  filename: string | null;
  /** Where the name is a path of the sender's machine: its last part. */
  baseName: string | null;
  contentId: string | null;
  children: Part[];
  /** As it stands in the mail. */
  body: Buffer;
};

const DEEPEST = 100;
const MOST_PARTS = 3_000;
/** RFC 2046 allows 70. */
const LONGEST_BOUNDARY = 300;

type Reading = { bytes: Buffer; parts: number };

/** Throws when the parts are nested past all reason. */
export function readMime(raw: Buffer): Part {
  const bytes = withLineFeeds(raw);
  return readPart({ bytes, parts: 0 }, { start: firstLine(bytes), end: bytes.length, usual: 'text/plain', depth: 0 });
}

/** The part's bytes, transfer encoding removed. */
export function bytesOf(part: Part): Buffer {
  return decodeTransfer(part.body, part.headers.get('content-transfer-encoding'));
}

export function textOf(part: Part): string {
  const bytes = bytesOf(part);
  const label = part.parameters.get('charset') ?? (part.type === 'text/html' ? charsetInHtml(bytes) : null);
  return decodeText(bytes, label);
}

function readPart(
  reading: Reading,
  { start, end, usual, depth }: { start: number; end: number; usual: string; depth: number },
): Part {
  if (depth > DEEPEST) throw new Error(`its parts are nested past the nesting depth of ${DEEPEST}`);
  reading.parts++;
  const { bytes } = reading;
  const { fields, bodyAt } = readFields(bytes, start, end);
  const headers = new Headers(fields);
  const { value, parameters } = readStructured(headers.get('content-type'));
  const { value: disposition, parameters: disposed } = readStructured(headers.get('content-disposition'));
  const filename = disposed.get('filename') || parameters.get('name') || disposed.get('name') || null;
  const part: Part = {
    headers,
    type: typeOf(value, usual, filename !== null || disposition === 'attachment'),
    parameters,
    disposition,
    filename,
    baseName: lastOfPath(headers.get('content-disposition')) ?? lastOfPath(headers.get('content-type')),
    contentId:
      headers
        .get('content-id')
        .replace(/^\s*<|>\s*$/g, '')
        .trim() || null,
    children: [],
    body: bytes.subarray(Math.min(bodyAt, end), end),
  };
  if (!part.type.startsWith('multipart/')) return part;
  const ranges = rangesOf(reading, part, bodyAt, end);
  const inside = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  for (const [from, to] of ranges)
    part.children.push(readPart(reading, { start: from, end: to, usual: inside, depth: depth + 1 }));
  // Many parts promised and none found: then it is what it looks like.
  if (part.children.length === 0) part.type = 'text/plain';
  return part;
}

/** @param usual of a part that names none. What makes no sense is text, or a file when it is one. */
function typeOf(value: string, usual: string, isFile: boolean): string {
  if (/^[a-z0-9!#$&^_.+-]{1,80}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(value)) return value;
  if (value === '') return usual;
  return value === 'html' ? 'text/html' : isFile && value !== 'text' ? 'application/octet-stream' : 'text/plain';
}

function rangesOf(reading: Reading, part: Part, from: number, end: number): [number, number][] {
  const named = part.parameters
    .get('boundary')
    ?.slice(0, LONGEST_BOUNDARY)
    .replace(/\s+\([^()]*\)$/, '')
    .trimEnd();
  const found = named ? splitAt(reading, named, from, end) : [];
  if (found.length > 0) return found;
  const guessed = guessBoundary(reading.bytes, from, end);
  return guessed ? splitAt(reading, guessed, from, end) : [];
}

/** Between the delimiter lines; a last part that no line closes goes to the end. */
function splitAt(reading: Reading, boundary: string, from: number, end: number): [number, number][] {
  const { bytes } = reading;
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  const ranges: [number, number][] = [];
  let open = -1;
  for (let at = bytes.indexOf(mark, from); at >= 0 && at < end; at = bytes.indexOf(mark, at + mark.length)) {
    if (at > from && bytes[at - 1] !== 0x0a) continue;
    const line = delimiter(bytes, at + mark.length, end);
    if (!line) continue;
    if (open >= 0) ranges.push([open, Math.max(open, beforeLineEnd(bytes, at))]);
    open = line.next;
    if (line.closes || reading.parts + ranges.length > MOST_PARTS) {
      if (!line.closes) ranges.push([open, end]);
      return ranges;
    }
  }
  if (open >= 0) ranges.push([open, end]);
  return ranges;
}

/** After the boundary may stand "--" and white space, nothing else. */
function delimiter(bytes: Buffer, after: number, end: number): { closes: boolean; next: number } | null {
  const closes = bytes[after] === 0x2d && bytes[after + 1] === 0x2d;
  let at = closes ? after + 2 : after;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++;
  if (at >= end) return { closes, next: end };
  return bytes[at] === 0x0a ? { closes, next: at + 1 } : null;
}

/** The line end before a delimiter belongs to the delimiter. */
function beforeLineEnd(bytes: Buffer, at: number): number {
  if (bytes[at - 1] !== 0x0a) return at;
  return bytes[at - 2] === 0x0d ? at - 2 : at - 1;
}

/** Of a multipart that names none, or one that it does not use: the first line that begins with "--" and has a header below it. */
function guessBoundary(bytes: Buffer, from: number, end: number): string | null {
  const top = bytes.toString('utf8', from, Math.min(end, from + 100_000));
  return /(?:^|\n)--([^\s"][^\r\n"]{0,69}?)[ \t]*\r?\n(?:[a-z-]{1,40}:|\r?\n)/i.exec(top)?.[1] ?? null;
}

/** Some gateways put empty lines above the header. */
function firstLine(bytes: Buffer): number {
  // So does a byte order mark, where a file was sent on.
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = start; at < Math.min(bytes.length, 10_000); at++) {
    const byte = bytes[at];
    if (byte === 0x0a) start = at + 1;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return start;
  }
  return start;
}

/** Old Macs ended lines with a carriage return alone. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes(0x0a) || !raw.includes(0x0d)) return raw;
  return Buffer.from(raw.toString('latin1').replace(/\r/g, '\n'), 'latin1');
}

function charsetInHtml(bytes: Buffer): string | null {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_-]{2,40})/i.exec(bytes.toString('latin1', 0, 4_000))?.[1] ?? null;
}
