import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, readMailText } from './visible-text.ts';

const cases: [what: string, text: string, visible: string][] = [
  [
    'a wrapped "wrote" line',
    'Yes.\n\nOn Mon, 23 Nov 2026 at 16:02, Support <\nsupport@x.example> wrote:\n\n> Hi',
    'Yes.',
  ],
  [
    'German, verb first',
    'Ja.\n\nMax Mustermann <m@x.example> schrieb am Di., 16. Aug. 2026\num 12:52 Uhr:\n\n> Hallo',
    'Ja.',
  ],
  [
    'French, a space before the colon',
    'Oui.\n\nLe lun. 23 nov. 2026 à 16:02, A <a@x.example> a écrit\u00a0:\n> Bonjour',
    'Oui.',
  ],
  ['Japanese', 'はい。\n\n2026年11月23日(月) 16:02 Support <s@x.example>:\n> こんにちは', 'はい。'],
  ['a language that is in no list', 'Jah.\n\n23. nov 2026 16:02 Keegi <k@x.example> kirjutas:\n> Tere', 'Jah.'],
  [
    'Outlook’s headers',
    'Nein.\n\n________________________________\nVon: A <a@x.example>\nGesendet: Montag\nAn: B\nBetreff: C\n\nalt',
    'Nein.',
  ],
  ['the separator', 'No.\n\n-----Original Message-----\nold', 'No.'],
  ['an answer below the quote', 'On 1 Jan 2026, A <a@x.example> wrote:\n> Which one?\n\nThe red one.', 'The red one.'],
  [
    'a quote that the writer put there',
    '> Which one?\n> Really?\n\nThe red one.',
    '> Which one?\n> Really?\n\nThe red one.',
  ],
  ['a signature below the quote', 'New.\n\nOn 1 Jan 2026, A <a@x.example> wrote:\n> old\n\n-- \nJo', 'New.'],
  ['a name behind a dash', 'Short.\n\n-Jan de Vries\n\n-- \nlist', 'Short.'],
  ['a phone’s signature', 'Short.\n\nSent from my iPhone', 'Short.'],
  ['a short name behind dashes', 'Short.\n\n--jo', 'Short.'],
  [
    'what PGP writes round a text',
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nShort.\n\n- -- \nJo\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n',
    'Short.',
  ],
  [
    'a forward that was quoted',
    'Yes.\n\nOn 1 Jan 2026, A <a@x.example> wrote:\n\n> Look\n> ---------- Forwarded message ---------\n> From: B\n> text',
    'Yes.',
  ],
  [
    'a link that a client broke out of the quote',
    'Yes.\n\nOn 1 Jan 2026 at 10:00, A <a@x.example> wrote:\n> Click\n(http://x.example/a) >\n> and answer',
    'Yes.',
  ],
  [
    'a forwarded mail stays',
    'See below\n\n---------- Forwarded message ---------\nFrom: A <a@x.example>\nDate: today\nSubject: s\nTo: b\n\nfact',
    'See below\n\n---------- Forwarded message ---------\nFrom: A <a@x.example>\nDate: today\nSubject: s\nTo: b\n\nfact',
  ],
  ['a quote alone is what was sent', '> all of it', '> all of it'],
  ['"on", a date and a colon in a sentence', 'On Monday 23.11. I need:\na label', 'On Monday 23.11. I need:\na label'],
];

test.each(cases)('%s', (_, text, visible) => {
  expect(fold(text).visible).toBe(visible);
});

test('HTML clients name their quotes; a link keeps its address, a tracker does not', () => {
  const html = `<p>See <a href="https://x.example/p">this page</a> or <a href="https://t.example/${'x'.repeat(300)}">that</a></p><div class="yahoo_quoted">old</div>`;
  expect(readMailText('', html)).toMatchObject({
    visible: 'See this page <https://x.example/p> or that',
    quoted: 'old',
  });
});

test('whatever comes, no word of it gets lost between visible, quoted and signature', () => {
  const line = fc.constantFrom(
    'hello',
    '> quoted',
    'On 1 Jan 2026, A <a@x.example> wrote:',
    '',
    '-- ',
    'From: a',
    'To: b',
    'Date: c',
    'Sent from my iPhone',
    'Kind regards',
    'Jo Doe',
    '----------',
    'Yes. On Mon, 1 Jan 2026 at 10:00, A <a@x.example> wrote:',
    '> a long line that was quoted and that does not end before the margin',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { visible, quoted, signature } = fold(lines.join('\n'));
      const words = (text: string) => text.split(/\s+/).filter(Boolean).sort();
      expect(words([visible, quoted, signature].join('\n'))).toEqual(words(lines.join('\n')));
    }),
  );
});
