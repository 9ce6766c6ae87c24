// The addresses of a field (RFC 5322 §3.4 and §4.4): comments, groups, routes and white space where they may stand. What is not in one of the
// two forms of the standard is left to a parser that guesses.
import { type Address, addressParser } from 'postal-mime';
import { decodeWords, utf8Words } from './words.ts';

export type WrittenAddress = { name: string; address?: string | undefined };

/** Groups opened; names decoded; an address may be empty, and neither is to be trusted. */
export function readAddressList(field: string): WrittenAddress[] {
  // Encoded words as base64 first: no comma or quote of a name is then taken for the list's.
  return elementsOf(utf8Words(field).replace(/[\r\n]+/g, ' ')).flatMap(readElement);
}

/** `text` without comments; `bracket`: what stood in <…>. `comments` are plain. */
type Element = { text: string; bracket: string | null; comments: string[] };

function elementsOf(field: string): Element[] {
  const found: Element[] = [];
  let element: Element = { text: '', bracket: null, comments: [] };
  let at = 0;
  const budget = { left: MOST_UNCLOSED };
  const close = () => {
    if (element.text.trim() || element.bracket !== null) found.push(element);
    element = { text: '', bracket: null, comments: [] };
  };
  while (at < field.length) {
    const char = field[at] ?? '';
    const end = endAt(field, at, budget);
    if (end > 0 && char === '"') {
      element.text += field.slice(at, end);
      at = end;
    } else if (end > 0) {
      element.comments.push(plainComment(field.slice(at + 1, end - 1)));
      element.text += ' ';
      at = end;
    } else if (char === '<' && element.bracket === null) {
      const { content, next } = bracketAt(field, at, budget);
      element.bracket = content;
      at = next;
    } else {
      if (char === ',' || char === ';') close();
      // A group's name says nothing of who gets the mail.
      else if (char === ':' && element.bracket === null && !element.text.includes('@'))
        element = { text: '', bracket: null, comments: [] };
      // A quote or a bracket without its other half is no part of a name.
      else if (char !== '"' && !(char === '>' && element.bracket !== null)) element.text += char;
      at++;
    }
  }
  close();
  return found;
}

function readElement({ text, bracket, comments }: Element): Address[] | WrittenAddress[] {
  const remark = comments.filter(Boolean).join(' ');
  const bare = text.trim();
  if (bracket !== null) {
    const address = bracket.replace(/^<+/, '').replace(/^@[^:"]*:/, '');
    const name = unquoted(bare) || remark;
    if (/^("[^"]*"|[^\s@<>",;]+)@[^\s@<>,;"]+$/.test(address)) return [{ name: decodeWords(name), address }];
  } else {
    const address = bare.replace(/[ \t]*([@.])[ \t]*/g, '$1');
    if (/^("[^"]*"|[^\s@<>",;()[\]]+)@([^\s@<>",;()]+)$/.test(address)) return [{ name: decodeWords(remark), address }];
  }
  const whole = bracket === null ? bare : `${bare} <${bracket}>`;
  return addressParser(remark ? `${whole} (${remark.replace(/[()]/g, '')})` : whole, { flatten: true });
}

/** A field of nothing but openings would be read again for each. */
const LONGEST = 2_000;
const MOST_UNCLOSED = 20;
type Budget = { left: number };

/** Of the quoted string or the comment that begins at `at`; -1: none does, or nothing closes it. */
function endAt(field: string, at: number, budget: Budget): number {
  const opens = field[at];
  if ((opens !== '"' && opens !== '(') || budget.left <= 0) return -1;
  const end = opens === '"' ? endOfQuoted(field, at) : endOfComment(field, at);
  if (end < 0) budget.left--;
  return end;
}

/** Behind the quote that closes; -1 when none does. */
function endOfQuoted(field: string, from: number): number {
  for (let at = from + 1; at < Math.min(field.length, from + LONGEST); at++) {
    if (field[at] === '\\') at++;
    else if (field[at] === '"') return at + 1;
  }
  return -1;
}

/** Comments may hold comments. */
function endOfComment(field: string, from: number): number {
  let depth = 0;
  for (let at = from; at < Math.min(field.length, from + LONGEST); at++) {
    if (field[at] === '\\') at++;
    else if (field[at] === '(') depth++;
    else if (field[at] === ')' && --depth === 0) return at + 1;
  }
  return -1;
}

const plainComment = (text: string) =>
  text
    .replace(/\\(.)/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .trim();

/** Without comments, and without white space outside quotes. Where nobody closed it, a comma does. */
function bracketAt(field: string, from: number, budget: Budget): { content: string; next: number } {
  let content = '';
  let at = from + 1;
  while (at < field.length) {
    const char = field[at] ?? '';
    const end = endAt(field, at, budget);
    if (char === '>' || (char === ',' && !content.startsWith('@')))
      return { content, next: char === '>' ? at + 1 : at };
    if (end > 0) {
      if (char === '"') content += field.slice(at, end);
      at = end;
    } else {
      if (!/[ \t]/.test(char)) content += char;
      at++;
    }
  }
  return { content, next: at };
}

function unquoted(phrase: string): string {
  return phrase
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => inside.replace(/\\(.)/g, '$1'))
    .replace(/[ \t]+/g, ' ')
    .trim();
}
