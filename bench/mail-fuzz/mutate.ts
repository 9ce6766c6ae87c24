// Mutations that know what a mail is made of: header fields, parameters, boundaries, encodings, quotes, tags; and plain damage.
import type { Random } from './random.ts';

const LARGEST = 400_000;

export function mutate(random: Random, seeds: Buffer[]): Buffer {
  let text = random.pick(seeds).toString('latin1').slice(0, LARGEST);
  for (let n = 1 + random.below(6); n > 0; n--) text = random.pick(MUTATIONS)(random, text, seeds).slice(0, LARGEST);
  return Buffer.from(text, 'latin1');
}

type Mutation = (random: Random, text: string, seeds: Buffer[]) => string;

const HEADERS = [
  'Content-Type: multipart/mixed; boundary=""',
  'Content-Type: multipart/mixed; boundary="b',
  'Content-Type: multipart/alternative; boundary=b; boundary=c',
  'Content-Type: text/html; charset="utf-16"',
  "Content-Type: text/plain; charset*0*=us'en'%GG; name*1=x",
  'Content-Type: message/rfc822',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  'Content-Type: application/ms-tnef; name=winmail.dat',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Transfer-Encoding: x-uuencode',
  'Content-Disposition: attachment; filename="../../etc/passwd\0.exe"',
  `Subject: ${'=?utf-8?B?'.repeat(200)}`,
  `Subject: =?iso-2022-jp?B?GyRC?= =?x?q?=?=`,
  `From: ${'"a" <a@b.example>, '.repeat(300)}`,
  `From: ${'<'.repeat(2000)}`,
  `References: ${'<a@b> '.repeat(2000)}`,
  'Date: Mon, 99 Foo 99999 99:99:99 +9999 ((((',
  'Return-Path: <>',
  'X-Failed-Recipients: a@b.example',
];
const TEXTS = [
  '> '.repeat(3000),
  `${'>'.repeat(3000)}\n`,
  `${'On Mon, 1 Jan 2026, A <a@b.example> wrote:\n'.repeat(300)}`,
  `${'From: a\nSent: b\nTo: c\nSubject: d\n'.repeat(200)}`,
  `${'Sent from my iPhone\n'.repeat(500)}`,
  `${'-- \n'.repeat(2000)}`,
  '<div>'.repeat(5000),
  `<a href="${'x'.repeat(5000)}`,
  '<!--'.repeat(3000),
  '<style>a{'.repeat(2000),
  '&#x10FFFF;'.repeat(2000),
  '\u00a0 '.repeat(5000),
  '='.repeat(5000),
  'x'.repeat(20_000),
  '\0\x01\x1b$B\x0e\xff\xfe'.repeat(500),
  `begin 644 a\n${'M'.repeat(5000)}\n`,
  '-----BEGIN PGP MESSAGE-----\n',
  '\x78\x9f\x3e\x22\x01\x00'.repeat(100),
];

const at = (random: Random, text: string) => random.below(text.length + 1);

const MUTATIONS: Mutation[] = [
  // Damage.
  (random, text) => {
    const from = at(random, text);
    return text.slice(0, from) + text.slice(from + random.below(200));
  },
  (random, text) => {
    const from = at(random, text);
    return text.slice(0, from) + String.fromCharCode(random.below(256)).repeat(1 + random.below(50)) + text.slice(from);
  },
  (random, text) => text.slice(0, at(random, text)),
  (random, text) => {
    const from = at(random, text);
    const piece = text.slice(from, from + random.below(2000));
    const to = at(random, text);
    return text.slice(0, to) + piece.repeat(1 + random.below(20)) + text.slice(to);
  },
  // Lines.
  (random, text) => {
    const lines = text.split('\n');
    const [a, b] = [random.below(lines.length), random.below(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  (random, text) => text.replaceAll('\r\n', random.pick(['\n', '\r', '\r\r\n', '\n\r'])),
  // Headers, anywhere a line begins and at the top.
  (random, text) => `${random.pick(HEADERS)}\r\n${text}`,
  (random, text) => {
    const lines = text.split('\n');
    lines.splice(random.below(lines.length), 0, random.pick(HEADERS));
    return lines.join('\n');
  },
  (random, text) => text.replace(/^(content-[a-z-]+|from|to|subject):.*$/im, random.pick(HEADERS)),
  (random, text) =>
    text.replace(
      /charset="?[\w-]+"?/i,
      `charset=${random.pick(['utf-7', 'utf-16', 'hz-gb-2312', 'iso-2022-kr', 'x-none', '', '"', 'shift_jis', 'big5', 'gb18030'])}`,
    ),
  (random, text) =>
    text.replace(
      /boundary="?[^"\s;]+"?/i,
      `boundary=${random.pick(['a', '"', '""', '-', '--', '=', 'b', 'x'.repeat(300)])}`,
    ),
  // Parts: nested, repeated, taken from another mail.
  (random, text) => {
    const depth = 1 + random.below(120);
    let wrapped = text;
    for (let i = 0; i < depth && wrapped.length < LARGEST; i++)
      wrapped = `Content-Type: multipart/mixed; boundary=n${i}\r\n\r\n--n${i}\r\n${wrapped}\r\n--n${i}--`;
    return wrapped;
  },
  (random, text, seeds) =>
    `Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n${text}\r\n--zz\r\nContent-Type: message/rfc822\r\n\r\n${random.pick(seeds).toString('latin1')}\r\n--zz--`,
  (random, text, seeds) => {
    const other = random.pick(seeds).toString('latin1');
    return text.slice(0, at(random, text)) + other.slice(at(random, other));
  },
  (_, text) => text.replace(/(\r?\n--[^\r\n]+)\r?\n/g, '$1--\r\n'),
  // What quote folding, sanitising and decoding walk over.
  (random, text) => {
    const from = at(random, text);
    return text.slice(0, from) + random.pick(TEXTS) + text.slice(from);
  },
  (random, text) => `${text}\r\n${random.pick(TEXTS)}${random.pick(TEXTS)}`,
];
