import { describe, expect, test } from 'vitest';
import { buildPassageIndex } from '#lib/knowledge/passage-index.ts';
import type { SolvedCandidate } from '#lib/knowledge/solved-search.ts';
import { extractAnswer } from './draft/extract.ts';
import { retrieve } from './retrieve.ts';
import { ALIKE, alike, solvedTerms, withSolved } from './solved.ts';
import type { Judgement, Outcome } from './types.ts';

const index = buildPassageIndex([
  {
    id: 1,
    articleId: 1,
    snippetId: null,
    title: 'Voiding a label',
    slug: 'voiding',
    topic: 'labels',
    heading: '',
    text: 'You can void a label within 28 days of buying it.',
    language: 'en',
    updatedAt: new Date('2026-08-24'),
    internal: false as const,
  },
]);

const judged = (outcome: Outcome): Judgement => ({
  outcome,
  outcomes: {
    answerable: outcome === 'answerable' ? 1 : 0,
    partly: outcome === 'partly' ? 1 : 0,
    unknown: outcome === 'unknown' ? 1 : 0,
    needs_account: 0,
    out_of_scope: 0,
    no_reply_needed: 0,
    person_only: 0,
  },
});

const candidate = (conversationId: number, more: Partial<SolvedCandidate> = {}): SolvedCandidate => ({
  conversationId,
  answer: 'Pickups can be scheduled up to two weeks ahead.',
  terms: ['schedul', 'pickup', 'month', 'advanc'],
  language: 'en',
  topic: 'pickups',
  solvedAt: new Date('2026-10-01'),
  ...more,
});

const asking = (question: string) => retrieve({ index, question, language: 'en' });
const PICKUPS = 'Can I schedule pickups a month in advance?';

test('two questions are alike by the words that tell, whichever is longer', () => {
  expect(alike(['schedul', 'pickup'], ['schedul', 'pickup'])).toBe(1);
  expect(alike(['schedul', 'pickup', 'month'], ['void', 'label'])).toBeLessThan(ALIKE);
  expect(alike(['pickup'], ['pickup', 'invoic', 'vat', 'refund'])).toBeLessThan(ALIKE);
  expect(alike([], ['pickup'])).toBe(0);
});

describe('earlier answers', () => {
  test('are looked for only where the help center has none', () => {
    const retrieval = asking(PICKUPS);
    expect(solvedTerms(PICKUPS, retrieval, judged('unknown'))).toContain('pickup');
    for (const outcome of ['answerable', 'needs_account', 'person_only', 'out_of_scope', 'no_reply_needed'] as const)
      expect(solvedTerms(PICKUPS, retrieval, judged(outcome))).toEqual([]);
  });

  test('stand behind everything of the help center’s, and hold none of the customer’s words', () => {
    const retrieval = asking(PICKUPS);
    const found = withSolved(PICKUPS, retrieval, judged('unknown'), [candidate(7)]);
    expect(found.evidence.slice(0, -1)).toEqual(retrieval.evidence);
    expect(found.evidence.at(-1)).toMatchObject({ id: -7, solvedId: 7, slug: null, title: candidate(7).answer });
    expect(JSON.stringify(found.evidence)).not.toContain('advanc');
    expect(extractAnswer({ question: PICKUPS, judgement: judged('unknown'), language: 'en', ...found })).toEqual({
      kind: 'reply',
      answer: `Pickups can be scheduled up to two weeks ahead. [${found.evidence.length}]`,
      open: [],
    });
  });

  test('of those about as alike the newest counts; what is not alike changes nothing', () => {
    const older = candidate(1, { answer: 'One day ahead.' });
    const newer = candidate(2, { answer: 'Two weeks ahead.', solvedAt: new Date('2026-11-01') });
    const found = withSolved(PICKUPS, asking(PICKUPS), judged('unknown'), [older, newer]);
    expect(found.evidence.at(-1)?.solvedId).toBe(2);
    const far = candidate(3, { terms: ['invoic', 'vat', 'number'] });
    const retrieval = asking(PICKUPS);
    expect(withSolved(PICKUPS, retrieval, judged('unknown'), [far])).toBe(retrieval);
  });

  test('fill the part that is open, beside what the help center says', () => {
    const question = `How many days do I have to void a label? ${PICKUPS}`;
    const found = withSolved(question, asking(question), judged('partly'), [candidate(7)]);
    const { answer, open } = extractAnswer({ question, judgement: judged('partly'), language: 'en', ...found });
    expect(answer).toContain('28 days');
    expect(answer).toContain('two weeks ahead');
    expect(open).toEqual([]);
  });
});
