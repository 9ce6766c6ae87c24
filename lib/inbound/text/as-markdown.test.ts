import { expect, test } from 'vitest';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { asMarkdown } from './as-markdown.ts';

const read = (text: string) =>
  renderMarkdown(asMarkdown(text))
    .replace(/<br\s*\/?>\n?/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();

test.each([
  'Hi Jo,\nyes, 5 * 3 * 2 and snake_case_name and `this`.\nBye',
  '# not a heading\n> nor a quote',
  'Total\n=====\nmore\n---\nend',
  '[no link](javascript:alert(1)) <b>bold?</b> ~~gone~~ a\\b',
  'See https://x.example/a_b_c*d?e=[f] or a_b_c@x.example',
  '**not bold** | table | row',
])('it reads as it was written: %s', (text) => {
  expect(read(text)).toBe(text);
});

test('nothing of it becomes a link but addresses, and none loses a letter', () => {
  expect(renderMarkdown(asMarkdown('https://x.example/a_b_c'))).toContain('href="https://x.example/a_b_c"');
  expect(renderMarkdown(asMarkdown('[here](https://evil.example)'))).not.toContain('>here</a>');
});

test('lists stay lists; indented text is no code', () => {
  expect(renderMarkdown(asMarkdown('- one\n- two'))).toContain('<li>one</li>');
  expect(renderMarkdown(asMarkdown('* one\n* two'))).toContain('<li>one</li>');
  expect(renderMarkdown(asMarkdown('        deep'))).not.toContain('<code>');
});

test('a line without a space costs no more than one with them', () => {
  const run = '“'.repeat(400_000);
  expect(asMarkdown(run)).toBe(run);
});
