import { expect, test } from 'vitest';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { annotate } from './annotate.ts';

const label = (n: number, title: string) => `Source ${n}: ${title}`;
const draw = (markdown: string, unsupported: string[] = []) =>
  annotate(
    renderMarkdown(markdown),
    {
      citations: [{ n: 1, title: 'A "quoted" title' }],
      unsupported: unsupported.map((text) => ({ text, problem: 'x' })),
    },
    label,
  );

test('[1] becomes a button that says where it leads; unknown numbers stay as text', () => {
  expect(draw('Within 28 days. [1] See [7].')).toBe(
    '<p>Within 28 days.<button type="button" class="cite" data-cite="1" aria-label="Source 1: A &quot;quoted&quot; title">1</button> See [7].</p>',
  );
});

test('a claim is marked across emphasis, citation marks and line breaks', () => {
  const html = draw('Hello.\n\n**€6.40** goes back [1]\nto your card. Bye.', ['**€6.40** goes back to your card.']);
  expect(html.replace(/<button.*?<\/button>/g, '')).toBe(
    '<p>Hello.</p>\n<p><strong><mark data-claim="0">€6.40</mark></strong><mark data-claim="0"> goes back</mark><br /><mark data-claim="0">to your card.</mark> Bye.</p>',
  );
});

test('a claim with entities is found, one that is not there marks nothing', () => {
  expect(draw('Use A&B <b> now.', ['Use A&B <b> now.'])).toContain(
    '<mark data-claim="0">Use A&amp;B &lt;b&gt; now.</mark>',
  );
  expect(draw('Use it.', ['Something else entirely'])).toBe('<p>Use it.</p>');
});

test('what stands in an address is never touched', () => {
  expect(draw('[x [1]](https://a.b/[1])')).toContain('href="https://a.b/%5B1%5D"');
});
