import { describe, expect, test } from 'vitest';
import { buildPassageIndex, type PublicPassage, type SourcedPassage } from '#lib/knowledge/passage-index.ts';
import { retrieve } from './retrieve.ts';

const NOW = new Date('2026-09-21');

function passage(id: number, title: string, text: string, more: Partial<PublicPassage> = {}): PublicPassage {
  return {
    id,
    articleId: id,
    snippetId: null,
    title,
    slug: `article-${id}`,
    heading: '',
    text,
    topic: null,
    language: 'en',
    updatedAt: new Date('2026-05-01'),
    internal: false,
    ...more,
  };
}

function find(passages: PublicPassage[], question: string, language = 'en') {
  return retrieve({ index: buildPassageIndex(passages), question, language, now: NOW });
}

const others = [
  passage(90, 'Printing on A4', 'Two labels fit on one sheet of paper.'),
  passage(91, 'Inviting a colleague', 'Open the team page and enter an e-mail address.'),
];

describe('freshness', () => {
  const old = passage(1, 'Voiding a label', 'You can void a label within 14 days of buying it.', {
    updatedAt: new Date('2026-01-20'),
  });
  const recent = passage(2, 'How to void labels', 'You can void a label within 28 days of buying it.', {
    updatedAt: new Date('2026-08-24'),
  });
  test('where two sources contradict each other the newer one is quoted', () => {
    const { evidence } = find([old, recent, ...others], 'How many days do I have to void a label?');
    expect(evidence[0]).toMatchObject({ articleId: 2, outdated: false });
    expect(evidence.find(({ articleId }) => articleId === 1)?.outdated).toBe(true);
  });
  test('an old source that nothing contradicts still holds', () => {
    const { evidence } = find([old, ...others], 'How many days do I have to void a label?');
    expect(evidence[0]).toMatchObject({ articleId: 1, outdated: false });
  });
  test('past its review date a source ranks lower and says so', () => {
    const due = passage(3, 'Voiding a label', 'Open the order and press void.', { reviewBy: new Date('2026-09-01') });
    const kept = passage(4, 'Voiding a label', 'Open the order and press void.', { reviewBy: new Date('2027-01-01') });
    const { evidence } = find([due, kept, ...others], 'How do I void a label?');
    expect(evidence.slice(0, 2).map(({ articleId, stale }) => [articleId, stale])).toEqual([
      [4, false],
      [3, true],
    ]);
  });
});

test('a source that is believed less ranks lower', () => {
  const article = passage(1, 'Voiding a label', 'Open the order and press void.');
  const hearsay = passage(2, 'Voiding a label', 'Open the order and press void.', { trust: 0.8 });
  expect(find([hearsay, article, ...others], 'void a label').evidence[0]?.articleId).toBe(1);
});

test('several asks are told apart, each with its own passage, and what is not covered shows', () => {
  const { asks, evidence } = find(
    [
      passage(1, 'Voiding a label', 'You can void a label within 28 days.'),
      passage(2, 'Wallet top-up', 'Top up the wallet by card or bank transfer.'),
      ...others,
    ],
    'How do I void a label? Can I top up the wallet by bank transfer? Do you sell espresso machines?',
  );
  expect(asks.map(({ text }) => text)).toHaveLength(3);
  const sourceOf = (id: number | null) => evidence.find((item) => item.id === id)?.articleId;
  expect(asks.slice(0, 2).map(({ passageId }) => sourceOf(passageId))).toEqual([1, 2]);
  expect(asks[1]?.coverage).toBeGreaterThan(0.6);
  expect(asks[2]?.coverage).toBeLessThan(0.3);
});

test('an ask that says little by itself is looked for with the rest of the message', () => {
  const { asks } = find(
    [passage(1, 'Voiding a label', 'You can void a label within 28 days.'), ...others],
    'I want to void a label I bought in June. Is that still possible?',
  );
  expect(asks.map(({ text }) => text)).toEqual(['Is that still possible?']);
  expect(asks[0]?.terms.map(([term]) => term)).toContain('void');
});

test('the rest of a found source is read too, after what was found itself', () => {
  const words = Array.from({ length: 9 }, (_, i) => passage(20 + i, 'Labels', `You can void a label here, part ${i}.`));
  const rest = passage(40, 'Voiding a label', 'Ask the owner.', { articleId: 1 });
  const { evidence } = find(
    [passage(1, 'Voiding a label', 'Open it and press void.'), ...words, rest],
    'Void a label?',
  );
  expect(evidence[0]?.id).toBe(1);
  expect(evidence.map(({ id }) => id)).toContain(40);
  expect(find(words, 'Void a label?').evidence.map(({ id }) => id)).not.toContain(40);
});

test('a question in another language finds the English article', () => {
  const { evidence } = find(
    [passage(1, 'Changing your password', 'Open settings and choose a new password.'), ...others],
    'Wie ändere ich mein Passwort?',
    'de',
  );
  expect(evidence[0]?.articleId).toBe(1);
});

describe('internal passages', () => {
  const secret: SourcedPassage = {
    ...passage(7, 'Voiding a label, internal', 'Void codes: tell nobody.'),
    internal: true,
  };
  test('are refused by the type', () => {
    // @ts-expect-error an index that may hold internal passages is no index for customers
    retrieve({ index: buildPassageIndex([secret]), question: 'void', language: 'en' });
  });
  test('and at run time, should one slip through', () => {
    const index = buildPassageIndex([secret as PublicPassage, ...others]);
    const { evidence, asks } = retrieve({ index, question: 'void codes', language: 'en', now: NOW });
    expect(evidence.some(({ id }) => id === secret.id)).toBe(false);
    expect(asks.some(({ passageId }) => passageId === secret.id)).toBe(false);
  });
});
