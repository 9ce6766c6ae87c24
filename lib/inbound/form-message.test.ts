import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { formMessage } from './form-message.ts';

const mail = {
  fields: { name: 'Fiona Form', email: 'fiona@shop.example', subject: 'Labels', message: 'How long?' },
  files: [],
  to: { name: 'Parcelbird, "support"', address: 'support@parcelbird.example' },
  mailId: 'form-abc@parcelbird.example',
  date: new Date(Date.UTC(2026, 5, 1, 9, 30)),
};

const build = (change: Partial<typeof mail.fields>) => formMessage({ ...mail, fields: { ...mail.fields, ...change } });
const headersOf = (raw: Buffer) => raw.toString('latin1').split('\r\n\r\n')[0] ?? '';

test('it is the mail that the visitor could have sent', async () => {
  const raw = await build({});
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const parsed = await PostalMime.parse(raw);
  expect(parsed).toMatchObject({
    from: { name: 'Fiona Form', address: 'fiona@shop.example' },
    to: [{ name: 'Parcelbird, "support"', address: 'support@parcelbird.example' }],
    subject: 'Labels',
    messageId: '<form-abc@parcelbird.example>',
    date: '2026-06-01T09:30:00.000Z',
    text: 'How long?\n',
  });
  expect(parsed.headers.find(({ key }) => key === 'x-tandem-form')?.value).toBe('1');
});

test.each([
  ['every script', { name: '石田 葵', subject: 'ラベル 🏷 à l’étranger', message: 'こんにちは\n\n. \nFrom me\n🏷' }],
  ['marks of the format', { name: 'a "b" <c@d.example>, e', subject: '(y); <z>', message: '--\n=3D\n..\n' }],
  ['one long line', { message: 'x'.repeat(20_000), subject: 'y'.repeat(200) }],
])('%s come through unchanged', async (_, change) => {
  const parsed = await PostalMime.parse(await build(change));
  const said = { ...mail.fields, ...change };
  expect(parsed.from).toMatchObject({ name: said.name, address: said.email });
  expect(parsed.subject).toBe(said.subject);
  expect(parsed.text?.trimEnd()).toBe(said.message.trimEnd());
});

test('words cannot become headers, even if a field were not clean', async () => {
  const injected = 'x\r\nBcc: y@z.example\r\n\r\n<script>';
  const headers = headersOf(await build({ name: injected, subject: injected }));
  expect(headers).not.toMatch(/^bcc:/im);
  expect(
    headers
      .match(/^[\w-]+(?=:)/gm)
      ?.map((name) => name.toLowerCase())
      .sort(),
  ).toEqual(
    headersOf(await build({}))
      .match(/^[\w-]+(?=:)/gm)
      ?.map((name) => name.toLowerCase())
      .sort(),
  );
});

test('what only looks encoded is not decoded', async () => {
  const parsed = await PostalMime.parse(await build({ name: '=?utf-8?q?=0ABcc?=', subject: '=?utf-8?q?a=0D=0Ab?=' }));
  expect(parsed.from?.name).toBe('= ?utf-8?q?=0ABcc?=');
  expect(parsed.subject).toBe('= ?utf-8?q?a=0D=0Ab?=');
});

test('files keep their bytes, and get a name and a type that do no harm', async () => {
  const content = Buffer.from([0, 13, 10, 255, 46, 13, 10]);
  const raw = await formMessage({
    ...mail,
    files: [
      { name: '../../etc/pass"wd\r\nX: 1', type: 'text/html\r\nX: 1', content },
      { name: '請求書.pdf', type: 'application/pdf', content },
      { name: 'mail.eml', type: 'message/rfc822', content: Buffer.from('Subject: x\r\n\r\ny') },
    ],
  });
  const { attachments } = await PostalMime.parse(raw);
  expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
    ['pass_wdX_ 1', 'application/octet-stream'],
    ['請求書.pdf', 'application/pdf'],
    ['mail.eml', 'application/octet-stream'],
  ]);
  expect(Buffer.from(attachments[0]?.content as ArrayBuffer)).toEqual(content);
});

test('a path or an address in a form is text', async () => {
  const parsed = await PostalMime.parse(await build({ message: 'file:///etc/passwd', subject: 'http://127.0.0.1/' }));
  expect(parsed.text?.trim()).toBe('file:///etc/passwd');
});
