// Mail that breaks the rules in the ways that are common: what people wrote and attached must come through, byte for byte.
import { expect, test } from 'vitest';
import { parseMail } from '../parse.ts';
import { parsedAsJson } from '../parsed-json.ts';
import { decodeText } from './charset.ts';
import { readStructured } from './parameters.ts';
import { decodeBase64 } from './transfer.ts';
import { decodeWords, utf8Words } from './words.ts';

const mail = (...lines: (string | Buffer)[]) =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\r\n')]));
const mixed = (...parts: string[]) =>
  mail(
    'From: a@b.example',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap((part) => ['--b', part]),
    '--b--',
  );

test.each([
  ['=?utf-8?B?w4RwZmVs?=', 'Äpfel'],
  ['=?utf-8?Q?a?= =?utf-8?Q?b?=', 'ab'],
  ['=?UTF-8?B?w4Q=?= =?UTF-8?B?cGZlbA==?= and more', 'Äpfel and more'],
  ['=?utf-8?q?half=E2=98?= =?utf-8?q?=AF_char?=', 'half☯ char'],
  ['=?iso-8859-1?Q?J=FCrgen?= Lang', 'Jürgen Lang'],
  ['=?gb2312?B?xOO6ww==?=', '你好'],
  ['=?cp437?Q?caf=82?= =?ibm852?Q?=9Cl?=', 'caféťl'],
  ['=?iso-2022-jp?B?GyhJMTIbKEI=?=', 'ｱｲ'],
  ['=?iso-2022-jp?B?GyRCRnxLXA==?= =?iso-2022-jp?B?OGwbKEI=?=', '日本語'],
  ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?iso-2022-jp?B?GyRCOGwbKEI=?=', '日本語'],
  ['=?utf-8*en?Q?spaced word?=', 'spaced word'],
  ['a =?unclosed?q?x', 'a =?unclosed?q?x'],
])('encoded words: %s', (text, expected) => {
  expect(decodeWords(text)).toBe(expected);
  expect(decodeWords(utf8Words(text))).toBe(expected);
});

test.each([
  ['attachment; filename="a;b.pdf"', 'a;b.pdf'],
  ["attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", '€ rates.pdf'],
  ['attachment; filename*0*=utf-8\'\'%C3%84; filename*1=" b"; filename*2=.txt', 'Ä b.txt'],
  ['attachment; filename=two words.txt; size=3', 'two words.txt'],
  ['attachment; filename="say "hi".txt"', 'say "hi".txt'],
  ['attachment; filename="=?utf-8?B?w4QucGRm?="', 'Ä.pdf'],
  ['attachment; filename="no end.txt; size=3', 'no end.txt'],
  // RFC 5322 §3.2.4: a backslash stands for what comes after it, whatever that is.
  [String.raw`attachment; filename="a\b\"c\.txt"`, 'ab"c.txt'],
])('file names: %s', (header, expected) => {
  expect(readStructured(header).parameters.get('filename')?.replace(/^"/, '')).toBe(expected);
});

test.each([
  ['koi8-r', 'f0d2c9d7c5d42c20cdc9d221', 'Привет, мир!'],
  ['iso-8859-2', 'c8e1737469206be6', 'Části kć'],
  // Nothing names it: KOI8 and Windows have their small letters in each other's places.
  [null, 'f0d2c9d7c5d42c20c3c5ced4d2c1ccd821', 'Привет, централь!'],
  [null, 'cff0e8e2e5f22c20f6e5edf2f0e0ebfc21', 'Привет, централь!'],
])('a raw subject is in the charset of the text: %s', async (charset, hex, subject) => {
  const type = charset ? `Content-Type: text/plain; charset=${charset}` : 'X-Type: none';
  const raw = Buffer.concat([Buffer.from('Subject: '), Buffer.from(hex, 'hex'), Buffer.from(`\r\n${type}\r\n\r\nx`)]);
  expect((await parseMail(raw)).subject).toBe(subject);
});

test('every Korean syllable, also those that KS X 1001 lacks', () => {
  const bytes = Buffer.from('bc84bdc3c4ddb6f3208c63b9e6b0a2c7cf208141c652', 'hex');
  for (const label of ['ks_c_5601-1987', 'euc-kr', 'cp949'])
    expect(decodeText(bytes, label)).toBe('펲시콜라 똠방각하 갂힣');
});

test('a byte order mark above the header', async () => {
  expect((await parseMail(mail('\ufeffSubject: Hi', '', 'x'))).subject).toBe('Hi');
});

test('HTML next to plain text is read too', async () => {
  const read = await parseMail(
    mixed(
      'Content-Type: text/plain\r\n\r\nSee the picture.',
      'Content-Type: image/png\r\n\r\nx',
      'Content-Type: text/html\r\n\r\n<p>And the <b>label</b>.</p>',
    ),
  );
  expect(read.visible).toBe('See the picture.\n\nAnd the label.');
  expect(read.text()).toContain('And the label.');
});

test('a path of the sender’s machine is named by its last part', async () => {
  const file = mail(
    'From: a@b.example',
    String.raw`Content-Type: image/png; name="C:\TEMP\new\label.png"`,
    'Content-Disposition: attachment',
    '',
    'x',
  );
  const { parts } = await parseMail(file);
  expect(parts[0]?.filename).toBe('label.png');
});

test('names in addresses are read as subjects are: every charset, raw letters, commas', async () => {
  const { to, cc } = await parseMail(
    mail(
      'From: a@b.example',
      'To: =?utf-7?Q?J+APw-rgen?= <j@x.example>, Heinz =?iso-8859-1?Q?M\u00fcller?= <m@x.example>',
      'Cc: =?utf-8?Q?Doe=2C_?= =?utf-8?Q?Jane?= <jane@x.example>, "=?windows-1251?Q?=CF=F0=E8?=" <p@x.example>',
      '',
      'x',
    ),
  );
  expect(to).toEqual([
    { name: 'Jürgen', address: 'j@x.example' },
    { name: 'Heinz Müller', address: 'm@x.example' },
  ]);
  expect(cc).toEqual([
    { name: 'Doe, Jane', address: 'jane@x.example' },
    { name: 'При', address: 'p@x.example' },
  ]);
});

test('words behind the end of base64 are no part of it; a second piece is', () => {
  expect(decodeBase64(Buffer.from('aGVsbG8= signed\r\n')).toString()).toBe('hello');
  expect(decodeBase64(Buffer.from('aGVsbG8=\r\nIHlvdQ==\r\n')).toString()).toBe('hello you');
});

test.each([
  ['UTF-8 called Latin', Buffer.from('Grüße'), 'iso-8859-1', 'Grüße'],
  ['Latin called UTF-8', Buffer.from('Gr\u00fc\u00dfe', 'latin1'), 'utf-8', 'Grüße'],
  ['no label at all', Buffer.from('caf\u00e9', 'latin1'), null, 'café'],
  ['a label that nobody knows', Buffer.from('Grüße'), 'x-klingon', 'Grüße'],
  ['Russian without a label', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), null, 'Привет'],
  ['Japanese called ASCII', Buffer.from('\u001b$B$3$s\u001b(B'), 'us-ascii', 'こん'],
  ['Korean, old', Buffer.from('\u001b$)C\u000eGQ\u000f!'), 'iso-2022-kr', '한!'],
  ['Chinese, old', Buffer.from('~{<:Ky~}.'), 'hz-gb-2312', '己所.'],
  ['UTF-7', Buffer.from('Gr+APwA3w-e'), 'utf-7', 'Grüße'],
  ['UTF-16', Buffer.from('\ufeffhi', 'utf16le'), 'utf-8', 'hi'],
])('charsets: %s', (_, bytes, label, expected) => {
  expect(decodeText(bytes, label)).toBe(expected);
});

test('files keep their bytes whatever carries them', async () => {
  const raw = mixed(
    'Content-Type: text/plain\r\n\r\nHello',
    'Content-Type: application/x-a; name=lines.txt\r\nContent-Disposition: attachment\r\n\r\none\r\ntwo\r\n',
    'Content-Type: application/x-b; name=b64\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n/w==',
    'Content-Type: application/x-c; name=qp\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=\r\nb=3D=00 \r\n',
    'Content-Type: application/x-d; name=uu\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 t\r\n#0V%T\r\n`\r\nend',
    'Content-Type: application/x-e; name=nothing\r\nContent-Disposition: attachment\r\n\r\n',
  );
  const { parts, notes, visible } = await parseMail(raw);
  expect(visible).toBe('Hello');
  expect(parts.map(({ filename, bytes }) => [filename, Buffer.from(bytes).toString('latin1')])).toEqual([
    ['lines.txt', 'one\r\ntwo\r\n'],
    ['b64', '\0\u0001\u0002\u00ff'],
    ['qp', 'ab=\0\r\n'],
    ['uu', 'Cat'],
    ['nothing', ''],
  ]);
  expect(notes).toEqual(['empty_part']);
});

test('structure: what is missing, wrong or nested', async () => {
  const text = async (...lines: string[]) => (await parseMail(mail('From: a@b.example', ...lines))).visible;
  expect(
    await text('Content-Type: multipart/mixed', '', '--x', 'Content-Type: text/plain', '', 'guessed', '--x--'),
  ).toBe('guessed');
  expect(await text('Content-Type: multipart/mixed', '\tboundary="x"', '', '--x', '', 'folded', '--x--')).toBe(
    'folded',
  );
  expect(await text('Content-Type: multipart/mixed; boundary=x', '', '--x', '', 'never closed')).toBe('never closed');
  expect(await text('Content-Type: multipart/mixed; boundary=x', '', 'no part at all')).toBe('no part at all');
  expect(
    await text(
      'Content-Type: multipart/alternative; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'Hi there',
      '--x',
      'Content-Type: text/html',
      '',
      '<p>Hi there</p>',
      '--x--',
    ),
  ).toBe('Hi there');
  const inner = [
    '--i',
    'Content-Type: text/html',
    '',
    '<p>Look: <img src="cid:p@x"></p>',
    '--i',
    'Content-Type: image/png',
    'Content-ID: <p@x>',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw==',
    '--i--',
  ];
  const { html, parts } = await parseMail(
    mail(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=o',
      '',
      '--o',
      'Content-Type: multipart/related; boundary=i',
      '',
      ...inner,
      '--o--',
    ),
  );
  expect(html).toContain('cid:p@x');
  expect(parts).toMatchObject([{ contentId: 'p@x', inline: true, contentType: 'image/png' }]);
});

test('a mail that begins with empty lines, a mailbox line or no header at all', async () => {
  expect(await parseMail(mail('', '  ', 'From: a@b.example', 'Message-ID: <m@b.example>', '', 'x'))).toMatchObject({
    visible: 'x',
    messageId: 'm@b.example',
  });
  expect((await parseMail(mail('From a@b Mon Jan 1', 'From: a@b.example', '', 'x'))).from?.address).toBe('a@b.example');
  expect((await parseMail(mail('Just text, no header', '', 'more'))).visible).toBe('Just text, no header\n\nmore');
  expect((await parseMail(Buffer.alloc(0))).visible).toBe('');
});

test('a forwarded mail as a file, an invitation, and what is signed or encrypted stay whole, with a note', async () => {
  const forwarded = 'Content-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: inner\r\n\r\ninner text';
  const { parts, notes, visible } = await parseMail(
    mixed(
      'Content-Type: text/plain\r\n\r\nSee the file',
      forwarded,
      'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR',
    ),
  );
  expect(visible).toBe('See the file');
  expect(parts.map(({ filename }) => filename)).toEqual(['message.eml', 'invitation.ics']);
  expect(Buffer.from(parts[0]?.bytes ?? []).toString()).toContain('Subject: inner');
  expect(notes).toEqual(['invitation', 'attached_mail']);
  const note = async (...lines: string[]) => (await parseMail(mail('From: a@b.example', ...lines))).notes;
  expect(
    await note(
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
    ),
  ).toEqual(['encrypted_smime']);
  expect(await note('', '-----BEGIN PGP MESSAGE-----', '', 'x', '-----END PGP MESSAGE-----')).toEqual([
    'encrypted_pgp',
  ]);
  expect(
    await note(
      'Content-Type: multipart/signed; boundary=s',
      '',
      '--s',
      '',
      'Hi',
      '--s',
      'Content-Type: application/pgp-signature',
      '',
      'x',
      '--s--',
    ),
  ).toEqual(['signed_pgp']);
});

test('format=flowed joins lines of the same depth only', async () => {
  const { visible, quoted } = await parseMail(
    mail(
      'From: a@b.example',
      'Content-Type: text/plain; format=flowed',
      '',
      'On 1 Jan 2026 10:00, A <a@x.example> wrote:',
      '> Hi ',
      'Hello ',
      'again',
    ),
  );
  expect(visible).toBe('Hello again');
  expect(quoted).toContain('> Hi');
});

test('right to left text is kept as it is written', async () => {
  expect(
    (await parseMail(mail('From: a@b.example', 'Subject: =?utf-8?B?2YXYsdit2KjYpw==?=', '', 'أين طلبي؟'))).visible,
  ).toBe('أين طلبي؟');
});

test('as JSON: the sender’s own spelling, and all that was asked of it', async () => {
  const json = await parsedAsJson(
    mail(
      'From: "X@y" <Jo.Doe@Sender.example>',
      'To: Team: a@b.example, B <c@d.example>;',
      'Cc: e@f.example',
      'Date: Mon, 23 Nov 2026 16:02:00 +0100 (CET)',
      'Subject: s',
      'References: <1@x> <2@x>',
      'In-Reply-To: <2@x>',
      '',
      'Hi',
    ),
  );
  expect(json).toMatchObject({
    kind: 'mail',
    from: { name: 'X@y', address: 'Jo.Doe@Sender.example' },
    to: [
      { name: '', address: 'a@b.example' },
      { name: 'B', address: 'c@d.example' },
    ],
    date: '2026-11-23T15:02:00.000Z',
    inReplyTo: '2@x',
    references: ['1@x', '2@x'],
    visibleText: 'Hi',
    attachments: [],
    bounce: [],
    warnings: [],
  });
});
