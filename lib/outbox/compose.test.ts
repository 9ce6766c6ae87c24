import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { compose, type Letter, Undeliverable } from './compose.ts';
import { replySubject } from './subject.ts';

process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';

const letter: Letter = {
  outboxId: 7,
  conversationId: 4821,
  workspace: 'Parcelbird',
  mailbox: { name: 'Parcelbird support', address: 'support@parcelbird.test' },
  body: 'Hi Jonas,\n\nyou have **28 days**:\n\n1. Open [Labels](https://parcelbird.test/labels)\n2. Press `Void`\n\n<script>alert(1)</script>',
  signature: '',
  footer: '',
  alone: false,
  language: 'en',
  subject: 'Re: RE: Void a label',
  correspondents: {
    replyTo: [],
    from: { name: 'Jonas "Jo" Weber', address: 'jonas@customer.test' },
    to: [],
    cc: [{ name: 'Boss', address: 'boss@customer.test' }],
    contact: { name: '', address: 'jonas@customer.test' },
  },
  isOurs: (address) => address.endsWith('@parcelbird.test'),
  isHeld: () => false,
  thread: ['a@customer.test', 'b@customer.test'],
  original: {
    name: 'Jonas <b>',
    at: new Date('2026-11-20T10:00:00Z'),
    text: 'How long?\n> older\n<img src=x onerror=1>',
  },
  files: [],
};
const parsed = async (of: Partial<Letter> = {}) => PostalMime.parse((await compose({ ...letter, ...of })).raw);

test('who, to whom, in which thread', async () => {
  const mail = await compose(letter);
  expect(mail.envelope).toEqual({
    from: 'support@parcelbird.test',
    to: ['jonas@customer.test', 'boss@customer.test'],
  });
  expect(mail.messageId).toMatch(/^tandem\.7\.[0-9a-f]{20}@parcelbird\.test$/);
  expect((await compose(letter)).messageId).toBe(mail.messageId);
  expect(await PostalMime.parse(mail.raw)).toMatchObject({
    messageId: `<${mail.messageId}>`,
    subject: 'Re: Void a label',
    to: [{ name: 'Jonas "Jo" Weber', address: 'jonas@customer.test' }],
    inReplyTo: '<b@customer.test>',
    references: '<a@customer.test> <b@customer.test>',
  });
});

test('plain text that reads by itself', async () => {
  const { text } = await parsed();
  expect(text).toContain('you have 28 days:');
  expect(text).toContain('1. Open Labels (https://parcelbird.test/labels)');
  expect(text).toContain('2. Press Void');
  expect(text).toContain('On 20 November 2026, Jonas <b> wrote:\n> How long?\n>> older\n');
  expect(text).not.toMatch(/\*\*|`/);
});

test('HTML carries nothing active, whoever wrote it', async () => {
  const { html = '' } = await parsed({ alone: true, workspace: '<img src=x onerror=alert(1)>' });
  expect(html).toContain('<strong>28 days</strong>');
  expect(html).toMatch(/<a style|<a href="https:\/\/parcelbird\.test\/labels"/);
  expect(html).not.toMatch(/<script|<img|<b>/i);
  expect(html).toContain('color-scheme');
  expect(html).not.toMatch(/background|<(?:p|li|td)[^>]*[^-]color:#[01]/);
});

test('only what no person read says that it is automatic, in the reply’s language', async () => {
  const keys = (mail: Awaited<ReturnType<typeof parsed>>) => mail.headers.map(({ key }) => key);
  expect(keys(await parsed())).not.toEqual(expect.arrayContaining(['auto-submitted']));
  const german = await parsed({ alone: true, language: 'de' });
  expect(keys(german)).toEqual(expect.arrayContaining(['auto-submitted', 'x-auto-response-suppress']));
  expect(german.text).toContain('KI-Assistenten von Parcelbird');
  expect(german.text).toMatch(/\/help\/person\/4821\.[0-9a-f]{32}\n/);
  expect((await parsed({ alone: true, language: 'sv' })).text).toContain('AI assistant of Parcelbird');
  expect((await parsed()).text).not.toContain('/help/person/');
});

test('a long thread keeps its beginning and its end', async () => {
  const thread = Array.from({ length: 90 }, (_, n) => `m${n}@customer.test`);
  const { references = '', inReplyTo } = await parsed({ thread });
  const ids = references.split(' ');
  expect(ids).toHaveLength(20);
  expect([ids[0], ids.at(-1), inReplyTo]).toEqual(['<m0@customer.test>', '<m89@customer.test>', '<m89@customer.test>']);
});

test('a header cannot be smuggled in by a subject, a name or a Message-ID', async () => {
  const { raw } = await compose({
    ...letter,
    subject: 'Hi\r\nBcc: victim@x.test',
    mailbox: { name: 'Sup\r\nBcc: victim@x.test', address: 'support@parcelbird.test' },
    thread: ['ok@x.test', 'bad>\r\nBcc: victim@x.test'],
    files: [{ filename: 'a\r\nBcc: victim@x.test.txt', contentType: 'text/plain', content: Buffer.from('x') }],
  });
  expect(raw.toString('latin1').split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im);
});

test('files travel along', async () => {
  const { attachments } = await parsed({
    files: [{ filename: 'Etikett ü.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') }],
  });
  expect(attachments[0]).toMatchObject({
    filename: 'Etikett ü.pdf',
    mimeType: 'application/pdf',
    disposition: 'attachment',
  });
});

test('nobody to write to is said, not sent', async () => {
  const nobody = { name: '', address: 'no-reply@shop.test' };
  await expect(
    compose({ ...letter, correspondents: { ...letter.correspondents, from: nobody, contact: nobody } }),
  ).rejects.toThrow(Undeliverable);
});

test('Re: once, in whatever language it was', () => {
  expect(replySubject('AW: Re[2]: RE: 返信: Frage', 1)).toBe('Re: Frage');
  expect(replySubject('Re: Fwd: Label', 1)).toBe('Re: Fwd: Label');
  expect(replySubject('Regarding: my label', 1)).toBe('Re: Regarding: my label');
  expect(replySubject('  ', 4821)).toBe('Re: #4821');
});

test('nothing goes to an address that mail came back from for good; the others still get theirs', async () => {
  const held = (address: string) => ({ ...letter, isHeld: (one: string) => one === address });
  await expect(compose(held('jonas@customer.test'))).rejects.toThrow(/jonas@customer.test: an earlier mail came back/);
  expect((await compose(held('boss@customer.test'))).envelope.to).toEqual(['jonas@customer.test']);
});

test('the mailbox’s signature stands once, below what the AI says of itself and above the quote', async () => {
  const footer = '**Parcelbird** GmbH\n[parcelbird.test](https://parcelbird.test)';
  const { text = '', html = '' } = await parsed({ alone: true, footer });
  for (const body of [text, html]) {
    const at = ['AI assistant of', 'GmbH', 'wrote:'].map((words) => body.indexOf(words));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  }
  const count = (mail: { text?: string }) => mail.text?.split('Parcelbird GmbH').length;
  expect(count(await parsed({ footer }))).toBe(2);
  expect(count(await parsed({ footer, signature: footer }))).toBe(2);
  expect(count(await parsed({ footer, body: `Hi,\n\nyes.\n\n${footer}\n` }))).toBe(2);
  expect((await parsed({ footer: '<script>alert(1)</script>' })).html).not.toContain('<script');
});
