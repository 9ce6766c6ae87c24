// Cuts Markdown into passages of about 90 words that each make sense alone. Knows no database.

import { withoutLinks } from './without-links.ts';

export type Piece = { heading: string; text: string };

const TARGET_WORDS = 90;
/** A list of steps stays whole up to here: half an instruction is worse than a long one. */
const WHOLE_LIST_WORDS = 200;

/** Pieces keep their Markdown (lists, bold), lose links' targets and images, and never cross a heading. */
export function cutPassages(markdown: string): Piece[] {
  return sections(markdown).flatMap(({ heading, blocks }) => pack(blocks).map((text) => ({ heading, text })));
}

export function countWords(text: string): number {
  return wordsOf(tally(text));
}

/** Of two texts with a space between them it is the sum of both. */
type Tally = { spaced: number; unspaced: number };

function tally(text: string): Tally {
  return {
    spaced: text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
    unspaced: text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0,
  };
}

/** Japanese and Chinese have no spaces: about two characters a word. */
function wordsOf({ spaced, unspaced }: Tally): number {
  return unspaced > spaced ? Math.ceil(unspaced / 2) : spaced;
}

function sections(markdown: string): { heading: string; blocks: string[] }[] {
  const found: { heading: string; blocks: string[] }[] = [{ heading: '', blocks: [] }];
  let fenced = false;
  let block: string[] = [];
  const close = () => {
    const text = block.join('\n').trimEnd();
    if (text.trim()) found.at(-1)?.blocks.push(text);
    block = [];
  };
  for (const line of withoutLinks(markdown).replace(/\r\n?/g, '\n').split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : headingIn(line);
    if (heading !== null) {
      close();
      found.push({ heading: heading.replace(/[*_`]/g, ''), blocks: [] });
    } else if (!fenced && line.trim() === '') {
      close();
    } else {
      block.push(line);
    }
  }
  close();
  return found.filter((section) => section.blocks.length > 0);
}

/** Without the marks before it and after it; null where there is none. */
function headingIn(line: string): string | null {
  const marks = /^#{1,6}\s(?=.)/.exec(line)?.[0];
  if (!marks) return null;
  const text = line.slice(marks.length).trimStart();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  // Hashes alone are the heading themselves: all but the first would close it.
  return end === 0 ? text.slice(0, 1) : text.slice(0, end).trimEnd();
}

function pack(blocks: string[]): string[] {
  const packed: string[] = [];
  let words = 0;
  for (const block of blocks.flatMap(split)) {
    const size = countWords(block);
    const last = packed.at(-1);
    if (last !== undefined && words + size <= TARGET_WORDS * 1.3) {
      packed[packed.length - 1] = `${last}\n\n${block}`;
      words += size;
    } else {
      packed.push(block);
      words = size;
    }
  }
  return packed;
}

function split(block: string): string[] {
  const list = /^\s*([-*+]|\d+[.)])\s/.test(block) || block.startsWith('|');
  if (countWords(block) <= (list ? WHOLE_LIST_WORDS : TARGET_WORDS * 1.3)) return [block];
  const units = list ? block.split('\n') : block.split(/(?<=[.!?。!?])\s+/u);
  const header = block.startsWith('|') ? units.slice(0, 2).join('\n') : '';
  const parts: string[] = [];
  let held: Tally = { spaced: 0, unspaced: 0 };
  for (const unit of units) {
    const own = tally(unit);
    const joined = { spaced: held.spaced + own.spaced, unspaced: held.unspaced + own.unspaced };
    const last = parts.at(-1);
    if (last !== undefined && wordsOf(joined) > TARGET_WORDS) {
      parts.push(header ? `${header}\n${unit}` : unit);
      held = header ? tally(`${header}\n${unit}`) : own;
    } else {
      parts[Math.max(parts.length - 1, 0)] = last === undefined ? unit : `${last}${list ? '\n' : ' '}${unit}`;
      held = joined;
    }
  }
  return parts;
}
