// What our own mails and pages tell a customer to answer must be understood, in every language that they are written in.
import { describe, expect, test } from 'vitest';
import { honestLine, honestWords } from '#lib/outbox/honest.ts';
import de from '#messages/de/portal.json' with { type: 'json' };
import en from '#messages/en/portal.json' with { type: 'json' };
import es from '#messages/es/portal.json' with { type: 'json' };
import fr from '#messages/fr/portal.json' with { type: 'json' };
import ja from '#messages/ja/portal.json' with { type: 'json' };
import { triage } from './triage.ts';

const read = (text: string, subject = 'Re: How long can I void a label?') =>
  triage({
    ask: { subject, text, hiddenText: '', channel: 'email', history: [], firstName: '', verified: false },
    contactLanguage: null,
  });

const told = Object.entries({ en, de, es, fr, ja }).flatMap(([language, { thanks, person }]) =>
  [thanks.person, person.invalidBody].map((sentence) => [
    language,
    /[“„«「]\s*([^”“»」]+?)\s*[”“»」]/.exec(sentence)?.[1] ?? '',
  ]),
);

describe('the word that we ask for', () => {
  test('is asked for in eight languages', () => {
    expect(Object.keys(honestWords).sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pt']);
    expect(told).toHaveLength(10);
    for (const [language, word] of Object.entries(honestWords))
      expect(honestLine(language, 'Parcelbird').said, language).toContain(word);
  });
  test.each([...Object.entries(honestWords), ...told])('%s: %s', (_, word) => {
    expect(word).not.toBe('');
    for (const answer of [
      word,
      word.toUpperCase(),
      `  ${word}. `,
      `„${word}!“`,
      `\n${word}\n\n--\nFiona Form\nTeehaus Brüning, 20457 Hamburg\n`,
    ])
      expect(read(answer), answer).toMatchObject({ asksPerson: true, intent: 'person_only' });
  });
});

test.each([
  'A person please',
  'Human, please',
  'einen Menschen bitte',
  'Une personne svp',
  'un humain, s’il vous plaît',
  'Una persona, por favor',
  'Una persona, per favore',
  'Uma pessoa, por favor',
  'Een medewerker graag',
  '担当者をお願いします',
  '担当者の方に代わってください',
  '人工',
])('also: %s', (answer) => {
  expect(read(answer).asksPerson).toBe(true);
});

test.each([
  ['person', 'Person account: which plan do I need for two?'],
  ['a salutation', 'ご担当者様\n\nラベルを印刷できません。よろしくお願いします。'],
  ['one letter of a longer word', '個人情報はどこに保存されますか。'],
  [
    'a long answer below it',
    `Agent,\n\n${'the label was printed twice and I would like to know what to do. '.repeat(6)}`,
  ],
  ['only the subject', 'How do I add a teammate?'],
])('but not: %s', (_, text) => {
  expect(read(text, 'Person').asksPerson).toBe(false);
});
