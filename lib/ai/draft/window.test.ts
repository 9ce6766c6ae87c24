import { expect, test } from 'vitest';
import { unitsOf } from './sentences.ts';
import { pickWindows, type Weighed } from './window.ts';

const PASSAGE = `Open **Orders > Label > Void**, then confirm.

You have **28 days** from purchase. Two exceptions:

- **DHL Express**: 7 days
- **Royal Mail QR codes**: 10 days

After that the button disappears. However, support can help once.

Void within **24 hours** and the label counts again for your plan. Later voids return the postage only.`;

/** @param terms plain words, each as telling as the others. */
function pick(terms: string[], { kind = null as RegExp | null, most = 1 } = {}): string {
  const units = unitsOf(PASSAGE).map(
    (unit, order): Weighed => ({
      ...unit,
      n: 1,
      order,
      held: terms.map((term) => (unit.text.toLowerCase().includes(term) ? 1 : 0)),
    }),
  );
  return pickWindows(units, { weights: terms.map(() => 1), kind, named: [], heads: null, best: 1 }, most)
    .map(({ text }) => text)
    .join(' ');
}

test('what leans on the line before is not quoted without it', () => {
  expect(pick(['later', 'postage'])).toMatch(/^Void within \*\*24 hours\*\*.*Later voids return the postage only\.$/);
});

test('a list comes whole, with the line that leads to it', () => {
  expect(pick(['exceptions'])).toMatch(
    /Two exceptions: - \*\*DHL Express\*\*: 7 days - \*\*Royal Mail QR codes\*\*: 10 days/,
  );
  expect(pick(['royal'])).toContain('Two exceptions:');
});

test('what takes a part back is not left out', () => {
  expect(pick(['disappears'])).toContain('However, support can help once.');
});

test('asked how long, an answer with a time in it is worth more', () => {
  const time = /\d+\W*days/;
  expect(pick(['void'])).not.toMatch(time);
  expect(pick(['void'], { kind: time, most: 2 })).toMatch(time);
});

test('a second quotation has to add something, and nothing is quoted twice', () => {
  const one = pick(['orders'], { most: 2 });
  expect(one).toBe('Open **Orders > Label > Void**, then confirm.');
  const two = pick(['orders', '24 hours'], { most: 2 });
  expect(two).toContain('Orders > Label');
  expect(two).toContain('24 hours');
});

test('the heading of what follows on its line is not the last word', () => {
  const units = unitsOf('**Pale or stripy barcode.** Raise the darkness.\n\n**Rotated.** Choose portrait.').map(
    (unit, order): Weighed => ({ ...unit, n: 1, order, held: [unit.text.includes('barcode') ? 1 : 0] }),
  );
  const text = pickWindows(units, { weights: [1], kind: null, named: [], heads: null, best: 1 }, 1).map(
    (unit) => unit.text,
  );
  expect(text).toEqual(['**Pale or stripy barcode.**', 'Raise the darkness.']);
});

test('a line with the label of what was asked for is the answer, though another one has more of the words', () => {
  const units = unitsOf(
    'Enter your cost price. It pays up to €1,000.\n\n- **Price:** 0.9 %, at least €0.75\n- **Covers:** loss',
  ).map(
    (unit, order): Weighed => ({
      ...unit,
      n: order < 2 ? 1 : 2,
      order,
      held: [unit.text.includes('cost') ? 1 : 0, 0, 0],
    }),
  );
  const wanted = { weights: [1, 1, 1], kind: /[€%]/, named: [], heads: /\bprice\b/i, best: 2 };
  expect(pickWindows(units, wanted, 1)[0]?.text).toBe('- **Price:** 0.9 %, at least €0.75');
  expect(pickWindows(units, { ...wanted, heads: null }, 1)[0]?.text).toBe('Enter your cost price.');
});
