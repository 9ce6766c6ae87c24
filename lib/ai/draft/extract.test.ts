import { describe, expect, test } from 'vitest';
import { cutPassages } from '#lib/knowledge/cut.ts';
import { buildPassageIndex, type PublicPassage } from '#lib/knowledge/passage-index.ts';
import { retrieve } from '../retrieve.ts';
import { extractAnswer } from './extract.ts';
import { sentences, unitsOf } from './sentences.ts';

const ARTICLES: [string, string][] = [
  [
    'Claiming for a lost parcel',
    `You must file a claim within **60 days** of the ship date. Before that, wait for the carrier's own search.

We pay the lower of the cost price and the cover. It never includes your margin.

| Carrier | Wait |
|---|---|
| DPD | 10 working days |
| UPS | 8 working days |`,
  ],
  [
    'Webhook secret',
    `Each endpoint has its own secret.

## Replace it

To replace a secret:

1. Open **Settings > API**.
2. Click **Roll secret**.
3. Update your server within 48 hours.

Need the old one to stop at once? Choose **Roll and expire now**.`,
  ],
  [
    'Voiding a label',
    `Void a label that you will not use, and the postage comes back.

## Time limit

You have **28 days** from purchase.

## What happens next

Void within **24 hours** and the label is given back to your plan.`,
  ],
  [
    'When does the refund for a voided label arrive?',
    `Refunds of voided labels take 5 working days.

## Refund declined

Reply within **10 days** and add a photo of the unused label.`,
  ],
  ['Printing on A4', 'Two labels fit on one sheet.'],
  [
    'Inviting a colleague',
    'Enter an e-mail address on the team page.\n\n## What guests cannot do\n\n- buying labels\n- inviting guests',
  ],
];

const index = buildPassageIndex(
  ARTICLES.flatMap(([title, body], at) =>
    cutPassages(body).map(
      (piece, part): PublicPassage => ({
        id: at * 10 + part + 1,
        articleId: at + 1,
        snippetId: null,
        title,
        slug: null,
        topic: null,
        language: 'en',
        updatedAt: new Date('2026-08-24'),
        internal: false,
        ...piece,
      }),
    ),
  ),
);

function answer(question: string, { answerable = 0.8 } = {}) {
  const { evidence, asks } = retrieve({ index, question, language: 'en' });
  const outcomes = {
    answerable,
    partly: 0,
    unknown: 1 - answerable,
    needs_account: 0,
    out_of_scope: 0,
    no_reply_needed: 0,
    person_only: 0,
  };
  return extractAnswer({ question, evidence, asks, language: 'en', judgement: { outcome: 'answerable', outcomes } });
}

describe('one question', () => {
  test('a list under a heading comes with it: its items alone would say the opposite', () => {
    expect(answer('What can guests not do?').answer).toMatch(
      /^\*\*What guests cannot do:\*\* \[1\]\n\n- buying labels/,
    );
  });

  test('gets the lines that answer it, with what they lean on', () => {
    const { answer: text } = answer('Does a lost parcel claim pay my cost price or my margin?');
    expect(text).toMatch(
      /We pay the lower of the cost price and the cover\. \[1\] It never includes your margin\. \[1\]$/,
    );
  });
  test('how to do something gets the steps, whole, in order, after the line that leads to them', () => {
    expect(answer('How do I replace the webhook secret?').answer).toBe(
      'To replace a secret: [1]\n\n1. Open **Settings > API**. [1]\n2. Click **Roll secret**. [1]\n3. Update your server within 48 hours. [1]',
    );
  });
  test('a question that the article puts itself comes with its answer', () => {
    const { answer: text } = answer('Can the old webhook secret stop at once?');
    expect(text).toContain('Need the old one to stop at once?');
    expect(text).toContain('Choose **Roll and expire now**.');
  });
  test('a row of a table can be read alone', () => {
    expect(answer('How long must I wait before I claim a lost UPS parcel?').answer).toContain(
      '- UPS: Wait 8 working days',
    );
  });
  test('below the least chance it says nothing', () => {
    expect(answer('How do I replace the webhook secret?', { answerable: 0.1 }).kind).toBe('abstain');
  });
});

test('several questions are answered one after the other, and what is not covered is left open by number', () => {
  const result = answer(
    'Until when must I file a claim for a lost parcel? How do I replace the webhook secret? Do you roast espresso beans?',
  );
  expect(result.answer).toContain('60 days');
  expect(result.answer).toContain('Roll secret');
  expect(result.answer.indexOf('60 days')).toBeLessThan(result.answer.indexOf('Roll secret'));
  expect(result.open).toEqual([2]);
});

test('tables keep empty cells in their place; code is not quoted', () => {
  expect(unitsOf('| | Starter | Growth |\n|---|---|---|\n| Monthly | €19 | €59 |').map(({ text }) => text)).toEqual([
    '- Monthly: Starter €19, Growth €59',
  ]);
  expect(unitsOf('```\nsecret\n```')).toEqual([]);
});

test('addresses are not cut in two', () => {
  expect(sentences('Use `app.example.com/login?sso=off`. Then sign in.')).toEqual([
    'Use `app.example.com/login?sso=off`.',
    'Then sign in.',
  ]);
});

test.each([
  'How long do I have to void an unused label?',
  'How many days do I have to void a label?',
  'Until when can I void a label?',
])('%s: the section about the time limit answers, and nothing is added', (question) => {
  expect(answer(question).answer).toMatch(/^You have \*\*28 days\*\* from purchase\. \[\d\]$/);
});
