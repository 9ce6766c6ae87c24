// Tells what was written now from what was quoted, in plain text, by the marks of the usual clients: ">" before lines, "On … wrote:", the
// block of headers that Outlook copies, "-----Original Message-----". What was forwarded stays: it is what the sender wants us to read.
import { attributionAt, isHeaderBlock, isSeparator } from './quote-marks.ts';

const MOST_LINES = 20_000;

export function foldQuotes(text: string): { own: string; quoted: string } {
  const lines = text.split('\n');
  // Past any real mail: one last line, so that the work is bounded and nothing is lost.
  if (lines.length > MOST_LINES) lines.push(lines.splice(MOST_LINES).join('\n'));
  const kinds = kindsOf(lines);
  const firstQuote = kinds.indexOf('quote');
  if (firstQuote < 0) return { own: text.trim(), quoted: '' };
  const firstOwn = kinds.indexOf('own');
  const lastOwn = kinds.lastIndexOf('own');
  if (firstOwn < 0) return { own: '', quoted: text.trim() };
  // All above the quote.
  if (lastOwn < firstQuote) return split(lines, 0, lastOwn + 1);
  // All below it.
  if (firstOwn > firstQuote && !kinds.slice(firstOwn, lastOwn).includes('quote'))
    return split(lines, firstOwn, lastOwn + 1);
  // In between: without the questions the answers say nothing, so only what follows the last answer is folded.
  return split(lines, 0, lastOwn + 1);
}

type Kind = 'own' | 'quote' | 'blank';

function kindsOf(lines: string[]): Kind[] {
  const kinds: Kind[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    if (!line.trim()) kinds[i++] = 'blank';
    else if (/^[ \t]{0,4}(>|&gt;)/.test(line)) kinds[i++] = 'quote';
    else if (isSeparator(line) || isHeaderBlock(lines, i)) {
      // These clients quote to the end, without a mark on the lines.
      while (i < lines.length) kinds[i++] = 'quote';
    } else {
      const length = attributionAt(lines, i);
      if (length === 0) kinds[i++] = 'own';
      else if (quoteFollows(lines, i + length)) for (let n = 0; n < length; n++) kinds[i++] = 'quote';
      else while (i < lines.length) kinds[i++] = 'quote';
    }
  }
  return kinds;
}

/** Some ">" line comes, so that the quote has an end; without any, all that follows is quoted. */
function quoteFollows(lines: string[], from: number): boolean {
  for (let i = from; i < Math.min(lines.length, from + 4); i++) if (/^[ \t]{0,4}>/.test(lines[i] ?? '')) return true;
  return false;
}

function split(lines: string[], from: number, to: number): { own: string; quoted: string } {
  return {
    own: lines.slice(from, to).join('\n').trim(),
    quoted: [lines.slice(0, from).join('\n').trim(), lines.slice(to).join('\n').trim()].filter(Boolean).join('\n\n'),
  };
}
