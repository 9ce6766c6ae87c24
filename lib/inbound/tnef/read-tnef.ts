// TNEF (winmail.dat), in which Outlook wraps a mail's files and text. Reads what people wrote and attached, in one pass over the bytes; the
// rest (fields of Exchange) is skipped. Every length is checked against what is there. [MS-OXTNEF]
import { decodeText } from '../mime/charset.ts';
import { readProperties } from './properties.ts';

export type Tnef = {
  text: string;
  html: string;
  files: { filename: string; type: string; contentId: string | null; bytes: Buffer }[];
};

const SIGNATURE = 0x223e9f78;
const MOST_ATTRIBUTES = 10_000;
const MOST_FILES = 200;
const ATTRIBUTE = {
  body: 0x800c,
  rendered: 0x9002,
  title: 0x8010,
  data: 0x800f,
  attachment: 0x9005,
  message: 0x9003,
  codepage: 0x9007,
};
const PROPERTY = {
  body: 0x1000,
  bodyHtml: 0x1013,
  data: 0x3701,
  filename: 0x3704,
  longFilename: 0x3707,
  mime: 0x370e,
  contentId: 0x3712,
};

/** Null when this is no TNEF. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const found: Tnef = { text: '', html: '', files: [] };
  let codepage = 'windows-1252';
  for (const { id, data } of attributes(bytes)) {
    if (id === ATTRIBUTE.codepage && data.length >= 4) codepage = `windows-${data.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.body) found.text = string(data, codepage);
    else if (id === ATTRIBUTE.message) readMessage(data, codepage, found);
    else if (id === ATTRIBUTE.rendered && found.files.length < MOST_FILES)
      found.files.push({ filename: '', type: '', contentId: null, bytes: Buffer.alloc(0) });
    const file = found.files.at(-1);
    if (!file) continue;
    if (id === ATTRIBUTE.title) file.filename ||= string(data, codepage);
    else if (id === ATTRIBUTE.data) file.bytes = data;
    else if (id === ATTRIBUTE.attachment) readAttachment(data, codepage, file);
  }
  return found;
}

function* attributes(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6;
  for (let n = 0; n < MOST_ATTRIBUTES && at + 9 <= bytes.length; n++) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const from = at + 9;
    // Cut on the way: what is there is still worth having.
    yield { id, data: bytes.subarray(from, Math.min(bytes.length, from + length)) };
    at = from + length + 2;
  }
}

function readMessage(data: Buffer, codepage: string, found: Tnef): void {
  for (const { id, value, wide } of readProperties(data)) {
    if (id === PROPERTY.body) found.text ||= string(value, wide ? 'utf-16le' : codepage);
    if (id === PROPERTY.bodyHtml) found.html ||= string(value, wide ? 'utf-16le' : codepage);
  }
}

function readAttachment(data: Buffer, codepage: string, file: Tnef['files'][number]): void {
  for (const { id, value, wide } of readProperties(data)) {
    const text = () => string(value, wide ? 'utf-16le' : codepage);
    if (id === PROPERTY.longFilename) file.filename = text();
    else if (id === PROPERTY.filename) file.filename ||= text();
    else if (id === PROPERTY.mime) file.type = text().toLowerCase();
    else if (id === PROPERTY.contentId) file.contentId = text();
    else if (id === PROPERTY.data && file.bytes.length === 0) file.bytes = value;
  }
}

function string(bytes: Buffer, charset: string): string {
  return decodeText(bytes, charset).replace(/\0+$/, '');
}
