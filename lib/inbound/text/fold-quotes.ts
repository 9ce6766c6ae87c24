// Tells what was written now from what was quoted, in plain text, by the marks of the usual clients: ">" before lines, "On … wrote:", the
// block of headers that Outlook copies, "-----Original Message-----". What was forwarded stays: it is what the sender wants us to read.
import { isClosing } from './closing.ts';
import {
  attributionAt,
  detached,
  isForwardMark,
  isHeaderBlock,
  isRule,
  isSeparator,
  mayBeSeparator,
} from './quote-marks.ts';

const MOST_LINES = 20_000;

export type Folded = { own: string; quoted: string };

/** @param forwards the mail is a forward by its subject: the headers of another mail then begin what it is about. */
export function foldQuotes(text: string, forwards = false): Folded {
  const lines = detached(text.split('\n'));
  // Past any real mail: one last line, so that the work is bounded and nothing is lost.
  if (lines.length > MOST_LINES) lines.push(lines.splice(MOST_LINES).join('\n'));
  const { kinds, forwardedAt } = kindsOf(lines, forwards);
  const quotes = kinds.some((kind) => kind === 'quote' || kind === 'rest');
  if (!quotes && !kinds.includes('mark')) return { own: text.trim(), quoted: '' };
  const firstOwn = kinds.indexOf('own');
  const lastOwn = kinds.lastIndexOf('own');
  if (firstOwn < 0) return { own: '', quoted: text.trim() };
  const to = forwardedAt >= 0 ? lines.length : lastOwn + 1;
  const before = kinds.slice(0, firstOwn);
  const begins = kinds.findIndex((kind) => kind === 'quote' || kind === 'rest' || kind === 'mark');
  if (forwardedAt < 0 && closesBelow(lines, kinds))
    return split(lines, (at) => kinds[at] === 'own' || (at < begins && kinds[at] === 'blank'));
  // All above the quote, or all below one that a client put there. Else in between: without the questions the answers say nothing, so
  // only what follows the last answer is folded, and the lines that say who asked.
  if (begins > lastOwn || (before.includes('mark') && !kinds.slice(firstOwn, to).includes('quote')))
    return split(lines, (at) => at >= firstOwn && at < to);
  return split(lines, (at) => at < to && kinds[at] !== 'mark');
}

type Kind = 'own' | 'quote' | 'mark' | 'rest' | 'blank';

function kindsOf(lines: string[], forwards: boolean): { kinds: Kind[]; forwardedAt: number } {
  const kinds: Kind[] = [];
  const rest = (kind: Kind) => {
    while (kinds.length < lines.length) kinds.push(kind);
  };
  let forwardedAt = -1;
  while (kinds.length < lines.length) {
    const at = kinds.length;
    const line = lines[at] ?? '';
    const fence = fenceEnd(lines, at);
    if (fence > at) while (kinds.length <= fence) kinds.push('own');
    else if (!line.trim()) kinds.push('blank');
    else if ((isForwardMark(line) && !isQuotedAway(lines, kinds)) || (forwards && isHeaderBlock(lines, at))) {
      forwardedAt = at;
      rest('own');
    } else if (isSeparator(line, lines[at + 1] ?? '') || isHeaderBlock(lines, at) || isRuledBlock(lines, at))
      rest('rest');
    else markOrText(lines, kinds, rest);
  }
  takeOverflow(lines, kinds);
  // A rule above the quote is the quote's.
  for (let i = kinds.indexOf('rest') - 1; i >= 0; i--) {
    if (kinds[i] === 'blank') continue;
    if (!isRule(lines[i] ?? '')) break;
    kinds[i] = 'rest';
  }
  return { kinds, forwardedAt };
}

/** The last line of a block of code that begins at `at`; -1 when none does: what stands in it marks nothing. */
function fenceEnd(lines: string[], at: number): number {
  const fence = /^[ \t]{0,3}(```|~~~)/.exec(lines[at] ?? '')?.[1];
  if (!fence) return -1;
  const end = lines.slice(at + 1, at + 300).findIndex((line) => line.trim() === fence);
  return end < 0 ? -1 : at + 1 + end;
}

/** A forward that stands further down in what was quoted: nobody forwards it now. */
function isQuotedAway(lines: string[], kinds: Kind[]): boolean {
  const at = kinds.length;
  return (
    /^[ \t]{0,4}>/.test(lines[at] ?? '') && /^(quote|mark)$/.test(kinds.findLast((kind) => kind !== 'blank') ?? '')
  );
}

function markOrText(lines: string[], kinds: Kind[], rest: (kind: Kind) => void): void {
  const at = kinds.length;
  const quoted = /^[ \t]{0,4}(>|＞|&gt;)/.test(lines[at] ?? '') || isInitialled(lines, at);
  const length = attributionAt(lines, at);
  if (length === 0) kinds.push(quoted ? 'quote' : 'own');
  else if (quoted) for (let n = 0; n < length; n++) kinds.push('quote');
  else {
    const first = !kinds.some((kind) => kind === 'own' || kind === 'quote');
    for (let n = 0; n < length; n++) kinds.push('mark');
    // Without a ">" below, all that follows is quoted; unless nothing stands above, because then it is all there is.
    if (!quoteFollows(lines, at + length) && !first) rest('rest');
  }
}

/** Words, one quote that a client announced, and below it no more than the end of the letter. */
function closesBelow(lines: string[], kinds: Kind[]): boolean {
  const mark = kinds.indexOf('mark');
  const firstQuote = kinds.indexOf('quote');
  const lastQuote = kinds.lastIndexOf('quote');
  if (mark <= 0 || firstQuote < mark || kinds.indexOf('own') > mark || kinds.includes('rest')) return false;
  if (kinds.slice(firstQuote, lastQuote).includes('own') || kinds.slice(mark, firstQuote).includes('own')) return false;
  const tail = lines.slice(lastQuote + 1).filter((line) => line.trim());
  return tail.length > 0 && tail.length <= 6 && isClosing(tail[0] ?? '') && tail.every((line) => line.length < 70);
}

/** The end of a quoted line that was too long and went on without its ">". */
function takeOverflow(lines: string[], kinds: Kind[]): void {
  for (let i = 1; i < kinds.length - 1; i++) {
    const before = lines[i - 1] ?? '';
    if (kinds[i] !== 'own' || kinds[i - 1] !== 'quote' || kinds[i + 1] !== 'quote') continue;
    // A link that a client broke out of it.
    if (/^[ \t]*[(<]https?:[^\s<>()]{1,2000}[)>][ \t>]*$/.test(lines[i] ?? '')) kinds[i] = 'quote';
    if (before.length >= 60 && !/[.!?:;…][")”]?\s*$/.test(before) && (lines[i] ?? '').length < before.length)
      kinds[i] = 'quote';
  }
}

/** "JD> …" on two lines at least, as a few old clients quote. */
function isInitialled(lines: string[], at: number): boolean {
  const initials = /^\p{L}{1,10}>(?= |$)/u.exec(lines[at] ?? '')?.[0];
  return initials !== undefined && [lines[at - 1], lines[at + 1]].some((line) => line?.startsWith(initials));
}

/** Some ">" line comes, so that the quote has an end. */
function quoteFollows(lines: string[], from: number): boolean {
  for (let i = from; i < Math.min(lines.length, from + 5); i++)
    if (/^[ \t]{0,4}(>|＞|&gt;)/.test(lines[i] ?? '')) return true;
  return false;
}

function isRuledBlock(lines: string[], at: number): boolean {
  if (!mayBeSeparator(lines[at] ?? '')) return false;
  let next = at + 1;
  while (next < lines.length - 1 && !(lines[next] ?? '').trim()) next++;
  return isHeaderBlock(lines, next);
}

function split(lines: string[], isOwn: (at: number) => boolean): Folded {
  const own: string[] = [];
  const quoted: string[] = [];
  lines.forEach((line, at) => void (isOwn(at) ? own : quoted).push(line));
  return { own: own.join('\n').trim(), quoted: quoted.join('\n').trim() };
}
