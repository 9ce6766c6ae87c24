import { expect, test } from 'vitest';
import { parseMail } from '../parse.ts';
import { readTnef } from './read-tnef.ts';

const attribute = (level: number, id: number, data: Buffer) => {
  const head = Buffer.alloc(9);
  head[0] = level;
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
};
const start = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);

function property(type: number, id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(value.length, 8);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

const properties = (...all: Buffer[]) => {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(all.length);
  return Buffer.concat([count, ...all]);
};

const winmail = Buffer.concat([
  start,
  attribute(1, 0x9003, properties(property(31, 0x1000, Buffer.from('Hello from Outlook\0', 'utf16le')))),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.from('INVOIC~1.PDF\0')),
  attribute(2, 0x800f, Buffer.from('%PDF-1')),
  attribute(
    2,
    0x9005,
    properties(
      property(31, 0x3707, Buffer.from('invoice März.pdf\0', 'utf16le')),
      property(30, 0x370e, Buffer.from('application/pdf\0')),
    ),
  ),
]);

const mailWith = (file: Buffer) =>
  Buffer.from(
    `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString('base64')}\r\n--b--\r\n`,
  );

test('what Outlook wrapped comes out, named as its sender named it', async () => {
  const { parts, visible, notes } = await parseMail(mailWith(winmail));
  expect(visible).toBe('Hello from Outlook');
  expect(
    parts.map(({ filename, contentType, bytes }) => [filename, contentType, Buffer.from(bytes).toString()]),
  ).toEqual([['invoice März.pdf', 'application/pdf', '%PDF-1']]);
  expect(notes).toEqual(['outlook_file']);
});

test('one that cannot be opened stays a file, and says so', async () => {
  const { parts, notes } = await parseMail(mailWith(Buffer.from('not a TNEF')));
  expect(parts.map(({ filename }) => filename)).toEqual(['winmail.dat']);
  expect(notes).toEqual(['outlook_file_broken']);
});

test('cut or changed anywhere it ends, and reads what is there', () => {
  for (let at = 0; at < winmail.length; at++) {
    expect(() => readTnef(winmail.subarray(0, at))).not.toThrow();
    const changed = Buffer.from(winmail);
    changed[at] = 0xff;
    expect(() => readTnef(changed)).not.toThrow();
  }
});
