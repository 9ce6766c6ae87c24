import { expect, test } from 'vitest';
import { sameMailKey } from './same-mail.ts';

const MAIL = [
  'From: Jonas <jonas@kunde.example>',
  'To: support@parcelbird.example, billing@parcelbird.example',
  'Subject: Where is my parcel, and why is it not here yet',
  'Date: Mon, 30 Nov 2026 10:00:00 +0100',
  'Message-ID: <one@kunde.example>',
  '',
  'Where is my parcel?',
  '',
  'Jonas',
  '',
].join('\r\n');
const key = (mail: string) => sameMailKey(Buffer.from(mail));

test.each<[string, string]>([
  [
    'the servers it came through',
    `Received: from a by b\r\n for <x@y>\r\nReturn-Path: <jonas@kunde.example>\r\n${MAIL}`,
  ],
  [
    'signatures and verdicts',
    `DKIM-Signature: v=1; b=x\r\nAuthentication-Results: mx; spf=pass\r\nX-Spam-Status: No\r\n${MAIL}`,
  ],
  ['line ends', MAIL.replaceAll('\r\n', '\n')],
  ['folding', MAIL.replace('parcel, and', 'parcel,\r\n\tand')],
  ['white space at line ends and at the end', `${MAIL.replace('parcel?', 'parcel? \t')}\r\n \r\n\r\n`],
  ['empty lines above the header', `\r\n\r\n${MAIL}`],
  ['the case of names', MAIL.replace('Subject:', 'SUBJECT :')],
])('%s may differ', (_, copy) => {
  expect(copy).not.toBe(MAIL);
  expect(key(copy)).toBe(key(MAIL));
});

test.each<[string, string]>([
  ['words', MAIL.replace('my parcel?', 'my refund?')],
  ['the end of the text', MAIL.replace('Jonas\r\n', 'Jonas\r\nPS: hurry\r\n')],
  ['white space within a line', MAIL.replace('is my parcel?', 'is  my parcel?')],
  ['empty lines between paragraphs', MAIL.replace('parcel?\r\n', 'parcel?\r\n\r\n')],
  ['the subject', MAIL.replace('Subject: Where', 'Subject: [SPAM] Where')],
  ['the sender', MAIL.replace('jonas@kunde', 'jonas@andere')],
  ['a second sender', `From: eve@x.example\r\n${MAIL}`],
  ['the day', MAIL.replace('30 Nov', '29 Nov')],
  ['the id', MAIL.replace('one@', 'two@')],
  ['what it answers', `In-Reply-To: <q@x.example>\r\n${MAIL}`],
  ['that a machine says that it wrote it', `Auto-Submitted: auto-replied\r\n${MAIL}`],
])('%s may not', (_, other) => {
  expect(other).not.toBe(MAIL);
  expect(key(other)).not.toBe(key(MAIL));
});

test('without a Message-ID only the very same bytes are the same', () => {
  const nameless = MAIL.replace('Message-ID: <one@kunde.example>\r\n', '');
  expect(key(nameless)).toBe(key(nameless));
  expect(key(`Received: from a by b\r\n${nameless}`)).not.toBe(key(nameless));
});

test('a line of 100,000 spaces, no body, no header at all', () => {
  expect(key(`${MAIL}${' '.repeat(100_000)}`)).toBe(key(MAIL));
  const head = MAIL.slice(0, MAIL.indexOf('\r\n\r\n'));
  expect(key(head)).toBe(key(`${head}\r\n\r\n`));
  expect(key('')).not.toBe(key('x'));
});
