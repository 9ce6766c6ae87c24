// What no customer would type must not keep the worker busy: every stage reads 20,000 characters of it. What tells is the tests' own time limit.
import { expect, test } from 'vitest';
import { buildPassageIndex } from '#lib/knowledge/passage-index.ts';
import { retrieve } from './retrieve.ts';
import { triage } from './triage/triage.ts';
import type { Ask, Evidence } from './types.ts';
import { verify } from './verify/verify.ts';

const index = buildPassageIndex([
  {
    id: 1,
    articleId: 1,
    snippetId: null,
    title: 'Voiding a label',
    slug: 'voiding',
    topic: null,
    heading: '',
    text: 'You can void a label within 28 days of buying it.',
    language: 'en',
    updatedAt: new Date('2026-08-01'),
    internal: false as const,
  },
]);
const LENGTH = 20_000;

test.each([
  ...[
    '漢',
    'あ',
    '“',
    '😀',
    '\u200b',
    'e\u0301',
    'ﷺ',
    '\n',
    '\n\n',
    '\t',
    '\u3000',
    '<',
    '1',
    '1-',
    'a-',
    '1. ',
    '\n1. ',
  ],
  ...[
    'a@',
    'a.',
    '](a:',
    '**a',
    '| a |\n',
    'ﬁAI',
    'A1-',
    'x。',
    '[1]',
    ' ',
    '？',
    'we have ',
    'ignore all ',
    'to the ai ',
    'and how ',
  ],
])('%j', (unit) => {
  const text = `How do I void a label? ${unit.repeat(LENGTH / unit.length + 1)}`.slice(0, LENGTH);
  const ask: Ask = {
    subject: text.slice(0, 500),
    text,
    hiddenText: text,
    channel: 'email',
    history: [],
    firstName: '',
    verified: true,
  };
  const triaged = triage({ ask, contactLanguage: null });
  const { evidence } = retrieve({ index, question: triaged.question, language: triaged.language });
  expect(evidence.map(({ articleId }) => articleId)).toEqual([1]);
  const answer = `${text.slice(0, 6000)} [1].`;
  const source = { ...evidence[0], text } as Evidence;
  const citation = { n: 1, passageId: 1, articleId: 1, snippetId: null, title: '', quote: '' };
  const draft = { kind: 'reply' as const, answer, body: answer, citations: [citation], language: 'en' };
  const { claims } = verify({ draft, evidence: [source], ask, allowedHosts: [] });
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.length).toBeLessThan(70);
});
