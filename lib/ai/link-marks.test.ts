import { expect, test } from 'vitest';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { linkMarks } from './link-marks.ts';

test('a mark with a source becomes a link to it; one without stays text', () => {
  expect(linkMarks(renderMarkdown('Within 28 days. [1] Not [9].'), [{ n: 1 }])).toBe(
    '<p>Within 28 days.<a class="cite" href="#source-1">1</a> Not [9].</p>',
  );
});

test('what stands in a tag is not touched', () => {
  const html = '<p><a href="https://x.example/?[1]" title="[1]">here</a></p>';
  expect(linkMarks(html, [{ n: 1 }])).toBe(html);
});
