// "type/subtype; name=value": the grammar of Content-Type and Content-Disposition, with the faults that are common.
import { decodeText } from './charset.ts';
import { decodeWords } from './words.ts';

export type Structured = { value: string; parameters: ReadonlyMap<string, string> };

const LONGEST = 20_000;

/** `value` in lower case; parameters decoded (RFC 2231, and the encoded words that should not be there), the first of each name. */
export function readStructured(text: string): Structured {
  const [first = '', ...others] = pieces(text.slice(0, LONGEST));
  // Where the semicolon was forgotten.
  const [, main = first, forgotten] = /^([^\s;]+)\s+([\w-]{1,40}\s*=.*)$/.exec(first.trim()) ?? [];
  const rest = forgotten ? [forgotten, ...others] : others;
  const found = new Map<string, string>();
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    if (equals < 1) continue;
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (!found.has(name)) found.set(name, unquote(piece.slice(equals + 1).trim()));
  }
  const value = main
    .replace(/\([^()]*\)/g, '')
    .trim()
    .replace(/^"|"$/g, '')
    .toLowerCase();
  return { value, parameters: joined(found) };
}

/** Split at semicolons outside quotes. A quote that no end of a value follows belongs to the text. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted && char === '\\') i++;
    else if (char === '"')
      quoted = quoted ? !endsValue(text, i + 1) : /=\s*$/.test(text.slice(Math.max(from, i - 5), i));
    else if (char === ';' && !quoted) {
      found.push(text.slice(from, i));
      from = i + 1;
    }
  }
  // A quote without an end would swallow all that follows.
  const last = text.slice(from);
  if (quoted && last.includes(';')) found.push(...last.split(';'));
  else found.push(last);
  return found;
}

function endsValue(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
  return at >= text.length || text[at] === ';' || text[at] === '(';
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const end = text.lastIndexOf('"');
  return text.slice(1, end > 0 ? end : undefined).replace(/\\([^\r\n])/g, '$1');
}

/** Programs that name a whole path do not escape it ("C:\\TEMP\\a.png"): its last part, from the field as it stands. Null: there is no such path. */
export function lastOfPath(field: string): string | null {
  return (
    /name\s*=\s*"?(?:[a-z]:|\\)\\(?:[^"\r\n;\\]{0,200}\\){0,30}([^"\r\n;\\]{1,200})/i.exec(
      field.slice(0, LONGEST),
    )?.[1] ?? null
  );
}

/** Puts `name*0*=…; name*1=…` together and reads `charset'language'%41%42`. */
function joined(found: Map<string, string>): Map<string, string> {
  const whole = new Map<string, string>();
  const sections = new Map<string, Map<number, { text: string; coded: boolean }>>();
  for (const [key, text] of found) {
    const match = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(key);
    if (!match || (match[2] === undefined && !match[3])) whole.set(key, decodeWords(text));
    else {
      const [, name = '', number, star] = match;
      const of = sections.get(name) ?? new Map();
      of.set(Number(number ?? 0), { text, coded: Boolean(star) });
      sections.set(name, of);
    }
  }
  for (const [name, of] of sections) {
    const parts = [...of].sort(([a], [b]) => a - b).map(([, part]) => part);
    const first = parts[0];
    const charset = first?.coded ? /^([^']*)'[^']*'/.exec(first.text) : null;
    if (first && charset) first.text = first.text.slice(charset[0].length);
    const bytes = Buffer.concat(
      parts.map(({ text, coded }) => (coded ? percentBytes(text) : Buffer.from(text, 'utf8'))),
    );
    whole.set(name, decodeWords(decodeText(bytes, charset?.[1] || null)));
  }
  return whole;
}

function percentBytes(text: string): Buffer {
  const out: Buffer[] = [];
  let from = 0;
  for (const match of text.matchAll(/%([0-9a-f]{2})/gi)) {
    out.push(Buffer.from(text.slice(from, match.index), 'utf8'), Buffer.from([Number.parseInt(match[1] ?? '0', 16)]));
    from = (match.index ?? 0) + 3;
  }
  out.push(Buffer.from(text.slice(from), 'utf8'));
  return Buffer.concat(out);
}
