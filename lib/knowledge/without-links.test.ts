import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPassages } from './cut.ts';
import { withoutLinks } from './without-links.ts';

/** What it has to be equal to; it takes the square of the text's length where brackets never close. */
const slow = (markdown: string) =>
  markdown.replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

test('the same as two regular expressions, on every text of brackets', () => {
  const text = fc
    .array(fc.constantFrom('[', ']', '(', ')', '!', '![', '](', 'a', ' ', '\n'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, (markdown) => {
      expect(withoutLinks(markdown)).toBe(slow(markdown));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['See [the form](https://x.example/a) now.', 'See the form now.'],
  ['![a picture](b.png)Text', 'Text'],
  ['[![icon](i.png) label](target)', ' label'],
  ['[[x](y)', '[x'],
  ['[](y) [x]', '[](y) [x]'],
  ['[open](never', '[open](never'],
])('%s', (markdown, plain) => {
  expect(withoutLinks(markdown)).toBe(plain);
});

// Each would hold this test up for minutes if work grew with the square of the length.
test.each([
  ['brackets', '['.repeat(300_000)],
  ['images', '!['.repeat(300_000)],
  ['links that never end', '[a]('.repeat(300_000)],
  ['labels without a target', '[a]'.repeat(300_000)],
  ['a heading of spaces', `# a${' '.repeat(300_000)}b`],
  ['a heading of hashes', `# a${'# '.repeat(150_000)}b`],
  ['an empty list', '- \n'.repeat(100_000)],
  ['sentences of nothing', '. '.repeat(100_000)],
])('%s without end are cut in one pass', (_, markdown) => {
  expect(cutPassages(`${markdown}\n\nThe end.`).at(-1)?.text).toMatch(/The end\.$/);
});
