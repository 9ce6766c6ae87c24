import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { isUnchanged } from './unchanged.ts';

const LONG = `Hi Jonas,

you can void an unused label within 28 days of buying it. [1] Open Labels, choose the label, and press Void. The money goes back to your card in 3–5 working days. [2]

Best regards`;

test('white space, marks and the greeting line do not count', () => {
  expect(isUnchanged(LONG, LONG.replace('Hi Jonas,', 'Dear Mr Weber,').replace(/\n+/g, '\n'))).toBe(true);
  expect(isUnchanged(LONG, withoutMarks(LONG))).toBe(true);
  expect(isUnchanged('Hallo Anna,\n\nja, das geht.', 'ja, das geht.')).toBe(true);
});

test('a typo is unchanged, a new sentence is not', () => {
  expect(isUnchanged(LONG, LONG.replace('press Void', 'pres Void'))).toBe(true);
  expect(isUnchanged(LONG, LONG.replace('Best', 'Tell us if it does not work. Best'))).toBe(false);
});

test('one digit or one link is another fact, however short', () => {
  expect(isUnchanged(LONG, LONG.replace('28 days', '29 days'))).toBe(false);
  expect(isUnchanged(`${LONG} https://help.example.com/a`, `${LONG} https://help.example.com/b`)).toBe(false);
});

test('a first line that says something is not a greeting', () => {
  expect(isUnchanged('Yes, you can.\nOpen Labels.', 'No, you can not.\nOpen Labels.')).toBe(false);
  expect(isUnchanged('Hi Jonas,', 'Hi Lena and everybody else here,')).toBe(false);
});

test('very long text is compared without counting', () => {
  const long = 'word '.repeat(30_000);
  expect(isUnchanged(long, `${long}  `)).toBe(true);
  expect(isUnchanged(long, `${long}x`)).toBe(false);
});

test('agrees with the plain edit distance, both ways round', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 100, maxLength: 160 });
  const edit = fc.record({
    at: fc.nat(150),
    drop: fc.nat(3),
    add: fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 3 }),
  });
  fc.assert(
    fc.property(words, fc.array(edit, { maxLength: 3 }), (text, edits) => {
      const other = edits.reduce((t, e) => t.slice(0, e.at) + e.add + t.slice(e.at + e.drop), text);
      const expected = distance(text, other) <= Math.floor(Math.max(text.length, other.length) * 0.02);
      expect(isUnchanged(text, other)).toBe(expected);
      expect(isUnchanged(other, text)).toBe(expected);
    }),
  );
});

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
