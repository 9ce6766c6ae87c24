// Cuts a mail's HTML apart in one pass: what a reader would not see goes (and is reported), and what the sender wrote is told from what
// their client quoted below it. Its output is well nested and shallow, so that everything after it may be simple.
import { dropInvisible } from '../clean-text.ts';
import { declarationsFor, rulesOf } from './css.ts';
import { type Look, lookOf, ROOT, showsText } from './look.ts';
import { type Region, regionOf } from './quotes.ts';
import { type Attributes, isVoid, readHtml } from './read-html.ts';
import { safeStyle } from './safe-style.ts';

export type CutHtml = {
  /** All that is visible. Not yet safe: sanitise it. */
  html: string;
  /** The same, apart. */
  own: string;
  quoted: string;
  signature: string;
  /** Words of the sender's stand between two quotes: answers, one by one. */
  answers: boolean;
  /** Text that was there and that no reader would have seen; empty when there was none worth a word. */
  hidden: string;
};

const LONGEST_HTML = 2_000_000;
const LONGEST_HIDDEN = 4_000;
// Their content is not text of the mail.
const NOT_TEXT = new Set(
  'datalist frameset iframe math noembed noframes option plaintext script select style svg template textarea title xmp'.split(
    ' ',
  ),
);

type Level = { look: Look; region: Region | null };

export function cutHtml(source: string): CutHtml {
  const html = source.slice(0, LONGEST_HTML);
  const rules = rulesOf(html);
  const levels: Level[] = [{ look: ROOT, region: null }];
  const whole: string[] = [];
  const parts: Record<Region | 'own', string[]> = { own: [], quoted: [], signature: [] };
  let hidden = '';
  let skipping = 0;
  let restIsQuoted = false;
  // "o" for words of their own, "q" for quoted ones, each change once.
  let turns = '';

  const level = () => levels.at(-1) ?? { look: ROOT, region: null };
  const write = (text: string) => {
    whole.push(text);
    parts[level().region ?? (restIsQuoted ? 'quoted' : 'own')].push(text);
  };
  const hide = (text: string) => {
    // What a client quoted was not hidden by who writes: newsletters hide their preview text.
    if (level().region !== 'quoted' && !restIsQuoted && hidden.length < LONGEST_HIDDEN)
      hidden += text.slice(0, LONGEST_HIDDEN).replace(FILLER, ' ');
  };

  readHtml(html, {
    open(name, attributes) {
      if (skipping > 0 || NOT_TEXT.has(name)) {
        if (!isVoid(name)) skipping++;
        return;
      }
      const style = declarationsFor(name, attributes, rules);
      const look = lookOf(level().look, attributes, style);
      const region = level().region ?? regionOf(name, attributes, style);
      if (region === 'rest') restIsQuoted = true;
      const inside = { look, region: region === 'rest' ? null : region };
      levels.push(inside);
      if (!look.gone) write(tag(name, attributes, safeStyle(style)));
      if (isVoid(name)) levels.pop();
    },
    close(name) {
      if (skipping > 0) {
        skipping--;
        return;
      }
      if (!level().look.gone) write(`</${name}>`);
      levels.pop();
    },
    text(text) {
      if (skipping > 0) return;
      if (showsText(level().look)) {
        write(escapeText(text));
        if (text.trim() && !restIsQuoted && level().region !== 'signature') {
          const turn = level().region === 'quoted' ? 'q' : 'o';
          if (!turns.endsWith(turn) && turns.length < 20) turns += turn;
        }
      } else if (text.trim()) hide(` ${text}`);
    },
  });
  if (source.length > LONGEST_HTML) write('<p>[…]</p>');
  return {
    html: whole.join(''),
    own: parts.own.join(''),
    quoted: parts.quoted.join(''),
    signature: parts.signature.join(''),
    answers: turns.includes('qoq'),
    hidden: worthAWord(hidden),
  };
}

function tag(name: string, attributes: Attributes, style: string): string {
  let text = `<${name}`;
  for (const [attribute, value] of attributes)
    if (isKept(attribute, value)) text += ` ${attribute}="${escapeAttribute(value)}"`;
  return `${text}${style && ` style="${escapeAttribute(style)}"`}>`;
}

// An address that leads nowhere would only stand in the text.
function isKept(attribute: string, value: string): boolean {
  if (attribute === 'href') return /^\s*(https?:|mailto:|tel:)/i.test(value);
  return attribute !== 'style' && /^[a-z][a-z0-9-]*$/.test(attribute);
}

const FILLER = /(?:[\s\u2007\u200c-\u200f]|\u034f)+/g;

/** Blank filler after a preview text says nothing. */
function worthAWord(hidden: string): string {
  const { text, hidden: spelled } = dropInvisible(hidden);
  const words = `${text} ${spelled}`.replace(FILLER, ' ').trim();
  return (words.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 3 ? words.slice(0, LONGEST_HIDDEN) : '';
}

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeAttribute = (text: string) => escapeText(text).replace(/"/g, '&quot;');
