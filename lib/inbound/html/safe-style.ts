// The styles that a mail may keep: those that dress its own text. Written anew from a list, so that what is not understood is not kept.
import type { Declarations } from './css.ts';

const KEPT =
  /^(color|background-color|font-(size|weight|style|family)|text-(align|decoration|transform)|line-height|vertical-align|white-space|direction|(padding|margin)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?(-(width|style|color))?|border-(collapse|spacing|radius)|(min-|max-)?width|height|list-style-type|display|float|clear)$/;
const DISPLAY = /^(block|inline|inline-block|table|table-row|table-cell|table-row-group|list-item)$/;
const WORDS = /^[a-z0-9\s#%.,'"+-]+$/;
const LONGEST = 2_000;

/** `property: value; …`, or nothing. */
export function safeStyle(declarations: Declarations): string {
  const kept: string[] = [];
  for (const [property, value] of declarations) {
    // A shorthand often holds no more than a colour.
    if (property === 'background' && isSafe(value) && !declarations.has('background-color'))
      kept.push(`background-color:${value.split(/\s+(?![^(]*\))/)[0]}`);
    else if (KEPT.test(property) && isSafe(value) && (property !== 'display' || DISPLAY.test(value)))
      kept.push(`${property}:${value}`);
  }
  const style = kept.join(';');
  return style.length <= LONGEST ? style : '';
}

// No url(), no calc(), no negative lengths and none that leave the page.
function isSafe(value: string): boolean {
  const plain = value.replace(/\b(rgb|hsl)a?\([\d\s.,%/]+\)|#[0-9a-f]{3,8}\b/g, 'red');
  return value.length <= 200 && WORDS.test(plain) && !/(^|[\s,])-[\d.]/.test(plain) && !/\d{5}/.test(plain);
}
