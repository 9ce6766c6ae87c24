// The block below what somebody wrote that their client adds every time: after a delimiter, a device's line, or a card of names and numbers.
// "Kind regards, Jo" stays: a person wrote it.
import { isClientLine } from './client-lines.ts';
import { attributionAt, isHeaderBlock, isSeparator } from './quote-marks.ts';

const MOST_LINES = 15;
const DELIMITER = /^(-- ?|--|—|–|_{2,}|-{5,}|={5,}|\*-- \*|ᐧ)$/;

export type Signed = { own: string; signature: string };

export function foldSignature(text: string): Signed {
  const lines = text.trimEnd().split('\n');
  const from = startOfSignature(lines);
  if (from < 0) return { own: text.trim(), signature: '' };
  return {
    own: lines.slice(0, from).join('\n').trimEnd().replace(/^\n+/, ''),
    signature: lines.slice(from).join('\n').trim(),
  };
}

function startOfSignature(lines: string[]): number {
  let from = lines.length;
  // Upwards: lines that only clients write.
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = (lines[i] ?? '').trim();
    if (!line) continue;
    if (!isClientLine(line)) break;
    from = i;
  }
  const first = Math.max(0, from - MOST_LINES - 1);
  for (let i = first; i < from; i++)
    if (DELIMITER.test((lines[i] ?? '').trimEnd()) && !insideCode(lines, i) && !quoteFollows(lines, i + 1))
      return nameAbove(lines, i);
  if (from === lines.length) from = startOfCard(lines) ?? from;
  const above = nameAbove(lines, from);
  return above < lines.length ? above : -1;
}

/** "-Jo Doe" on a line of its own. */
function nameAbove(lines: string[], from: number): number {
  let i = from - 1;
  while (i > 0 && !(lines[i] ?? '').trim()) i--;
  const own = /^[-–—]{1,2}[ \t]?\p{Lu}[\p{L}.'’]{1,20}( \p{Lu}[\p{L}.'’]{0,20}){0,3}$/u.test((lines[i] ?? '').trim());
  return own && /^[-–—]{1,2}\S|^(--|—|–)/.test((lines[i] ?? '').trim()) && i > 0 && !(lines[i - 1] ?? '').trim()
    ? i
    : from;
}

/** Then the quote comes first, and what stands above it is looked at by itself. */
function quoteFollows(lines: string[], from: number): boolean {
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (/^[ \t]{0,4}>/.test(line) || isSeparator(line, lines[i + 1] ?? '')) return true;
    if (attributionAt(lines, i) > 0 || isHeaderBlock(lines, i)) return true;
  }
  return false;
}

function insideCode(lines: string[], at: number): boolean {
  let fences = 0;
  for (let i = 0; i < at; i++) if (/^[ \t]*(```|~~~)/.test(lines[i] ?? '')) fences++;
  return fences % 2 === 1;
}

const CONTACT =
  /^[\s*_|·•-]*((e-?mail|mail|tel|phone|mobile|mob|cell|fax|web|skype|telefon|mobil|handy|téléphone|tél|móvil|cel|[tmfpew])[.:]?[:\s]\s*)?(<?[\w.+-]+@[\w-]+\.[\w.-]+>?|(https?:\/\/|www\.)\S+|\+?[\d\s()./-]{7,25}\d)[\s*_|]*$/i;
const NAME = /^[*_]*\p{Lu}[\p{L}\p{M}.'’-]{0,25}( [\p{L}\p{M}.'’-]{1,25}){0,4}(, [\p{L}. ]{2,12}){0,2}[*_,]*$/u;

/** A name, then an address, a number, a site: two of them at least, and nothing announced it. */
function startOfCard(lines: string[]): number | null {
  let from = lines.length;
  while (from > 0 && (lines[from - 1] ?? '').trim() && lines.length - from < 9) from--;
  const card = lines.slice(from).map((line) => line.trim());
  if (from === 0 || card.length < 3 || !NAME.test(card[0] ?? '')) return null;
  const contacts = card.slice(1).filter((line) => CONTACT.test(line)).length;
  const above = lines.slice(0, from).join('\n').trim();
  return contacts >= 2 && above !== '' && !/[:：]$/.test(above) && card.every((line) => line.length < 70) ? from : null;
}
