// The block below what somebody wrote that their client adds every time: after a delimiter, a device's line, or a card of names and numbers.
// "Kind regards, Jo" stays: a person wrote it.
import { isClientLine } from './client-lines.ts';
import { isClosing } from './closing.ts';
import { attributionAt, isHeaderBlock, isRule, isSeparator } from './quote-marks.ts';

const MOST_LINES = 15;
const DELIMITER = /^(-- ?|--|—+|–+|_{2,}|\*-- ?\*|ᐧ)$/;
/** A line that somebody drew, or a client: what stands below decides. */
const DRAWN = /^[ \t]*([-=~*#+•─━═]{3,}|[-=~_]{3,})[ \t]*$/;

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
    // Some put the address of their site below.
    const site = i > 0 && /^<?https?:\/\/\S{1,200}$/.test(line) && isClientLine((lines[i - 1] ?? '').trim());
    if (!site && !isClientLine(line) && !endsInRule(lines, i)) break;
    from = i;
  }
  const first = Math.max(0, from - MOST_LINES - 1);
  for (let i = first; i < from; i++) {
    const line = (lines[i] ?? '').trimEnd();
    const begins = DELIMITER.test(line)
      ? !(isRule(line) && writtenOn(lines, i, from))
      : DRAWN.test(line) && !writtenOn(lines, i, from) && isSigned(lines, i, from);
    if (begins && !insideCode(lines, i) && !quoteFollows(lines, i + 1)) return nameAbove(lines, i);
  }
  if (from === lines.length) from = startOfCard(lines) ?? from;
  const above = nameAbove(lines, from);
  return above < lines.length ? above : -1;
}

/** A line at the very end that nothing follows; where it closes a box, the box is what was written. */
function endsInRule(lines: string[], at: number): boolean {
  const rule = (lines[at] ?? '').trim();
  if (at === 0 || !(DRAWN.test(rule) || isRule(rule) || /^([-*_.•])( \1){2,}$/.test(rule))) return false;
  if (lines.slice(at + 1).some((line) => line.trim())) return false;
  for (let i = at - 1; i >= Math.max(0, at - MOST_LINES); i--)
    if (DRAWN.test(lines[i] ?? '')) return isSigned(lines, i, at) && !writtenOn(lines, i, at);
  return true;
}

const FOOTER = /unsubscribe|abmelden|désabonner|mailing list|reply to this e?-?mail|view it on|\bto respond\b/i;

/** Below a drawn line: a name, a firm, numbers. Sentences, fields of a form and the text under a heading are no signature. */
function isSigned(lines: string[], rule: number, to: number): boolean {
  const below = lines.slice(rule + 1, to).filter((line) => line.trim());
  if (below.some((line) => FOOTER.test(line) || isClientLine(line.trim()))) return true;
  // Short ones are drawn in the middle of a text, long ones by machines.
  const short = !isRule(lines[rule] ?? '');
  if ((lines[rule - 1] ?? '').trim() || below.length === 0 || (short && below.length > 8)) return false;
  // A form begins with a field, a signature with a name.
  const first = (below[0] ?? '').trim();
  if (/^\p{L}[\p{L}\s]{0,25}[:：]\s*\S/u.test(first) && !CONTACT.test(first)) return false;
  return below.every((line) => {
    const text = line.trim();
    const sentence = text.split(/\s+/).length > 5 && /[.!?。！？…]$/.test(text);
    return !short || (text.length <= 80 && !sentence);
  });
}

/** People draw lines too: what a line above announces, and what ends in a greeting of its own, is no signature. */
function writtenOn(lines: string[], rule: number, to: number): boolean {
  let above = rule - 1;
  while (above > 0 && !(lines[above] ?? '').trim()) above--;
  const before = (lines[above] ?? '').trim();
  if (/[:：,，]$/.test(before) && !isClosing(before)) return true;
  const below = lines.slice(rule + 1, to).filter((line) => line.trim());
  const closes = below.findIndex(isClosing);
  return closes > 0 && below.slice(0, closes).some((line) => /[.!?。！？]\s*$/.test(line));
}

/** "-Jo Doe" on a line of its own. */
function nameAbove(lines: string[], from: number): number {
  let i = from - 1;
  while (i > 0 && !(lines[i] ?? '').trim()) i--;
  // "--jo", as some sign.
  const short = /^--\p{L}[\p{L}.'’-]{1,12}$/u.test((lines[i] ?? '').trim());
  const own =
    short ||
    /^[-–—]{1,2}[ \t]?\p{Lu}[\p{L}.'’]{1,20}( (de|da|di|do|du|la|le|van|von|der|den|ter|al)| \p{Lu}[\p{L}.'’]{0,20}){0,4}$/u.test(
      (lines[i] ?? '').trim(),
    );
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

/** "Please ship to", "My new address is:". */
const ANNOUNCES =
  /([:：]|(?<!\p{L})(to|at|is|are|from|with|an|nach|ist|lautet|bei|à|est|chez|para|es|per|è|naar|aan|till|til|er|är|do|na|на|это))$/iu;
const FULL_NAME = /^[*_]*\p{Lu}[\p{L}\p{M}.'’-]{1,25}( \p{Lu}[\p{L}\p{M}.'’-]{0,25}){1,3}( @\w{1,30})?[*_,]*$/u;

/** "Editor, Journal of Examples": words that begin with capitals, and no sentence. */
function isTitle(line: string): boolean {
  const words = line.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return (
    words.length >= 2 &&
    capital >= words.length * 0.6 &&
    (line.includes(',') || words.length >= 3) &&
    !/[.!?:]$/.test(line)
  );
}

/** A name, then an address, a number, a site: two of them at least, and nothing announced it. Right below a quote a title does too. */
function startOfCard(lines: string[]): number | null {
  let from = lines.length;
  while (from > 0 && (lines[from - 1] ?? '').trim() && lines.length - from < 9) from--;
  const card = lines.slice(from).map((line) => line.trim());
  let above = from - 1;
  while (above > 0 && !(lines[above] ?? '').trim()) above--;
  if (/^[ \t]{0,4}>/.test(lines[above] ?? '') && !/^[ \t]{0,4}>/.test(lines[0] ?? '')) {
    const [name = '', ...rest] = card;
    if (FULL_NAME.test(name) && rest.length > 0 && rest.every((line) => isTitle(line) || CONTACT.test(line)))
      return from;
  }
  if (from === 0 || card.length < 3 || !NAME.test(card[0] ?? '')) return null;
  const contacts = card.slice(1).filter((line) => CONTACT.test(line)).length;
  const text = lines.slice(0, from).join('\n').trim();
  return contacts >= 2 && text !== '' && !ANNOUNCES.test(text) && card.every((line) => line.length < 70) ? from : null;
}
