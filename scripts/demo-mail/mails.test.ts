import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { demoFile } from './files.ts';
import { filled, newSender, readMails } from './mails.ts';

test('about twenty mails, each of its own kind, with words in them', () => {
  const mails = readMails();
  expect(mails.length).toBeGreaterThanOrEqual(20);
  expect(new Set(mails.map(({ key }) => key)).size).toBe(mails.length);
  for (const { key, text, html } of mails) expect((text || html || '').length, key).toBeGreaterThan(20);
});

test('a sender is somebody new each time, with an address that mail can carry', () => {
  for (const language of ['en', 'de', 'es', 'fr', 'ja'] as const) {
    const [a, b] = [newSender(language), newSender(language)];
    expect(a.address).not.toBe(b.address);
    expect(a.address).toMatch(/^[a-z.]+\.[0-9a-f]{4}@shop\.example$/);
    expect(filled('{first} / {name}', a)).toBe(`${a.first} / ${a.name}`);
  }
});

test('the attached files are what they say', () => {
  const png = demoFile('picture').content;
  const length = png.readUInt32BE(33);
  expect(png.subarray(37, 41).toString()).toBe('IDAT');
  expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(241 * 160);
  expect(png.readUInt32BE(41 + length)).toBe(crc32(png.subarray(37, 41 + length)));
  const pdf = demoFile('pdf').content.toString('latin1');
  const xref = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  expect(pdf.slice(xref, xref + 4)).toBe('xref');
  const first = Number(/(\d{10}) 00000 n/.exec(pdf)?.[1]);
  expect(pdf.slice(first, first + 7)).toBe('1 0 obj');
});
