import { expect, test } from 'vitest';
import { compareReplies } from './compare.ts';

const DRAFT =
  'Hi Simran,\n\nYou can void a label within 28 days of buying it [1].\n\n1. Open Labels. [1]\n2. Press Void. [1]';

test('the same text but for marks and greeting is the same', () => {
  const { verdict, similarity, facts } = compareReplies(
    DRAFT,
    'Hello Simran,\n\nYou can void a label within 28 days of buying it.\n\n1. Open Labels.\n2. Press Void.',
  );
  expect({ verdict, facts }).toEqual({ verdict: 'same', facts: { both: ['28'], draft: [], written: [] } });
  expect(similarity).toBeGreaterThan(0.9);
});

test('other words for the same thing are alike; the claims find each other', () => {
  const { verdict, draft } = compareReplies(
    'A label can be voided within 28 days of buying it [1].',
    'Labels can be voided within 28 days after buying them.',
  );
  expect(verdict).toBe('alike');
  expect(draft).toEqual([
    {
      text: 'A label can be voided within 28 days of buying it.',
      step: false,
      state: 'both',
      beside: 'Labels can be voided within 28 days after buying them.',
    },
  ]);
});

test('another number for the same thing is different, however alike the words', () => {
  const { verdict, draft, facts, similarity } = compareReplies(
    'You can void a label within 28 days of buying it [1].',
    'You can void a label within 14 days of buying it.',
  );
  expect(similarity).toBeGreaterThan(0.6);
  expect(verdict).toBe('different');
  expect(draft[0]?.state).toBe('differs');
  expect(facts).toEqual({ both: [], draft: ['28'], written: ['14'] });
});

test('a draft that says more than the person did is not alike: nobody can say', () => {
  const { verdict, draft } = compareReplies(
    'You can void a label within 28 days of buying it. Refunds take 5 days.',
    'You can void a label within 28 days of buying it, see Labels.',
  );
  expect(verdict).toBe('unclear');
  expect(draft.map(({ state }) => state)).toEqual(['both', 'alone']);
});

test('greetings and closings are no claims, and stars are not shown', () => {
  const { written } = compareReplies(DRAFT, 'Hi Maja,\n\n**Open** the *Labels* page.\n\nKind regards\nLena');
  expect(written.map(({ text }) => text)).toEqual(['Open the *Labels* page.']);
});

test('nothing in common is different; empty texts share nothing', () => {
  const printing = 'Choose A4 under Settings, then print two labels on one sheet.';
  expect(compareReplies(printing, 'I refunded your last invoice today.').verdict).toBe('different');
  expect(compareReplies(printing, 'Done, see you.').verdict).toBe('unclear');
  expect(compareReplies(printing, 'Choose A4 under Settings.').verdict).toBe('unclear');
  expect(compareReplies('', '').similarity).toBe(0);
});

test('links count as facts, addresses too', () => {
  const { facts } = compareReplies(
    'See https://parcelbird.example/help. Write to help@parcelbird.example.',
    'See https://parcelbird.example/help.',
  );
  expect(facts).toEqual({
    both: ['https://parcelbird.example/help'],
    draft: ['help@parcelbird.example'],
    written: [],
  });
});

test('texts without a space cost no more than others', () => {
  const run = 'A1'.repeat(40_000);
  expect(compareReplies(run, `${run} more`).verdict).not.toBe('same');
});
