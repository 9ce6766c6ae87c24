import { expect, test } from 'vitest';
import { classifyEdit } from './classify.ts';

const DRAFT =
  'Hi Jonas,\n\nUnused labels can be voided within 28 days. [1] Open Labels and press Void. [1]\n\nKind regards';
const sent = (change: (text: string) => string) => change(DRAFT.replaceAll(/ \[1\]/g, ''));

test.each([
  ['a number', (text: string) => text.replace('28', '30'), ['fact']],
  ['a negation', (text: string) => text.replace('can be', 'can not be'), ['fact']],
  ['a date', (text: string) => text.replace('within 28 days', 'until Friday'), ['fact']],
  [
    'a promise',
    (text: string) => text.replace('Void.', 'Void. As an exception I will refund you the rest.'),
    ['policy'],
  ],
  ['a step', (text: string) => text.replace('Void.', 'Void. Then reload the page twice.'), ['missing_step']],
  [
    'an apology',
    (text: string) => text.replace('Unused', 'Sorry for the trouble you had with this.\n\nUnused'),
    ['tone'],
  ],
  ['a greeting', (text: string) => text.replace('Hi Jonas', 'Good morning Jonas'), ['tone']],
  ['other words', (text: string) => text.replace('press Void', 'choose Void there'), ['style']],
  [
    'several at once',
    (text: string) =>
      text.replace('28', '30').replace('Kind regards', 'Sorry again and have a nice day.\n\nKind regards'),
    ['fact', 'tone'],
  ],
  ['nothing', (text: string) => text, []],
])('%s is classed', (_, change, classes) => {
  expect(classifyEdit(DRAFT, sent(change)).classes).toEqual(classes);
});

test('a price in another notation is the same fact', () => {
  expect(classifyEdit('It costs €1,200.50 a year. [1]', 'It costs 1.200,50 € a year.').classes).not.toContain('fact');
});

test('an edit in German is read as well', () => {
  const draft = 'Etiketten können innerhalb von 28 Tagen storniert werden. [1]';
  expect(classifyEdit(draft, 'Etiketten können nicht storniert werden.').classes).toContain('fact');
  expect(classifyEdit(draft, `${draft} Aus Kulanz erstatten wir Ihnen alles.`).classes).toEqual(['policy']);
});
