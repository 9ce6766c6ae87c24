// The first words of an article as plain text, for lists, search engines and previews.
import sanitize from 'sanitize-html';
import { renderMarkdown } from '#lib/platform/markdown.ts';

/** At most `length` characters, cut between words. Only the start of `markdown` is read. */
export function excerptOf(markdown: string, length = 160): string {
  const html = renderMarkdown(markdown.slice(0, length * 4).replace(/^#+\s.*$/gm, ''));
  const text = decode(sanitize(html.replace(/<[^>]+>/g, ' $& '), { allowedTags: [], allowedAttributes: {} }))
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?)])/g, '$1')
    .trim();
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:–-]+$/, '')}…`;
}

function decode(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
