// Whether a reader would see the text of an element: nothing, too small, the colour of its paper, or off the page.
import { type Colour, colourOf, PAPER, type Rgb, sameColour } from './colour.ts';
import type { Declarations } from './css.ts';

/** What an element passes on to those inside it. */
export type Look = {
  /** It and all inside it is not shown. */
  gone: boolean;
  invisible: boolean;
  tiny: boolean;
  text: Rgb | 'transparent' | 'unknown' | null;
  paper: Rgb | 'unknown';
};

export const ROOT: Look = { gone: false, invisible: false, tiny: false, text: null, paper: PAPER };

export function lookOf(parent: Look, attributes: ReadonlyMap<string, string>, style: Declarations): Look {
  const size = style.get('font-size');
  const visibility = style.get('visibility');
  const text = colourFrom(style.get('color') ?? attributes.get('color') ?? attributes.get('text'));
  const paper = colourFrom(style.get('background-color') ?? style.get('background') ?? attributes.get('bgcolor'));
  const picture = attributes.has('background') || /url\(|gradient/.test(style.get('background-image') ?? '');
  return {
    gone: parent.gone || isGone(attributes, style),
    invisible: visibility === undefined ? parent.invisible : /^(hidden|collapse)$/.test(visibility),
    tiny: size === undefined ? parent.tiny : isTiny(size, parent.tiny),
    text: text ?? parent.text,
    paper: picture ? 'unknown' : paper === null || paper === 'transparent' ? parent.paper : paper,
  };
}

export function showsText(look: Look): boolean {
  if (look.gone || look.invisible || look.tiny || look.text === 'transparent') return false;
  return (
    look.text === null || look.text === 'unknown' || look.paper === 'unknown' || !sameColour(look.text, look.paper)
  );
}

function isGone(attributes: ReadonlyMap<string, string>, style: Declarations): boolean {
  if (attributes.has('hidden')) return true;
  if (style.get('display') === 'none' || style.get('content-visibility') === 'hidden') return true;
  if (numberIn(style.get('opacity')) <= 0.05) return true;
  if (/alpha\(\s*opacity\s*=\s*[0-4]\s*\)/.test(style.get('filter') ?? '')) return true;
  const clipped = /hidden|clip/.test(`${style.get('overflow') ?? ''} ${style.get('overflow-y') ?? ''}`);
  if (clipped && ['height', 'max-height', 'width', 'max-width'].some((side) => lengthIn(style.get(side)) <= 1))
    return true;
  if (/^(absolute|fixed)$/.test(style.get('position') ?? '')) {
    if (['left', 'top', 'right', 'bottom'].some((side) => lengthIn(style.get(side)) <= -200)) return true;
    if (/rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)/.test(style.get('clip') ?? ''))
      return true;
  }
  if (lengthIn(style.get('text-indent')) <= -200 || lengthIn(style.get('margin-left')) <= -900) return true;
  if (/inset\(\s*(50|100)%|circle\(\s*0/.test(style.get('clip-path') ?? '')) return true;
  return /scale(x|y)?\(\s*0?(\.0+)?\s*[,)]/.test(style.get('transform') ?? '');
}

function isTiny(size: string, parent: boolean): boolean {
  const match = /^([\d.]+)\s*([a-z%]*)$/.exec(size);
  if (!match) return /inherit/.test(size) && parent;
  const n = Number(match[1]);
  if (match[2] === 'em' || match[2] === 'rem') return n <= 0.1 || (match[2] === 'em' && parent);
  if (match[2] === '%') return n <= 10 || parent;
  return n <= 1.5;
}

function colourFrom(text: string | undefined): Colour | null {
  return text === undefined || /^inherit$/.test(text) ? null : colourOf(text);
}

const numberIn = (text: string | undefined) =>
  text !== undefined && /^[\d.]+$/.test(text) ? Number(text) : Number.NaN;

/** In pixels, roughly: em counts 16. NaN when there is none. */
function lengthIn(text: string | undefined): number {
  const match = /^(-?[\d.]+)\s*(px|pt|em|rem|%|vw|)$/.exec(text ?? '');
  if (!match || (match[2] === '' && Number(match[1]) !== 0) || (match[2] === '%' && Number(match[1]) !== 0))
    return match?.[2] === '%' && Number(match[1]) <= -100 ? -1000 : Number.NaN;
  return Number(match[1]) * (/em/.test(match[2] ?? '') ? 16 : 1);
}
