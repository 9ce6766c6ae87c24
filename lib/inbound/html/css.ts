// As much of CSS as mail needs: inline styles, and rules for one tag, class or id. Everything is capped and walked once.

/** Property → value, lower case, without `!important`. */
export type Declarations = Map<string, string>;
/** By simple selector: `p`, `.note`, `p.note`, `#id`. */
export type Rules = Map<string, Declarations>;

const LONGEST_STYLE = 4_000;
const LONGEST_SHEET = 200_000;
const MOST_RULES = 3_000;

export function declarationsOf(style: string): Declarations {
  const found: Declarations = new Map();
  for (const part of style.slice(0, LONGEST_STYLE).split(';')) {
    const colon = part.indexOf(':');
    if (colon < 1) continue;
    const property = part.slice(0, colon).trim().toLowerCase();
    const value = part
      .slice(colon + 1)
      .replace(/!\s*important\s*$/i, '')
      .replace(/\\/g, '')
      .trim()
      .toLowerCase();
    if (property && value) found.set(property, value);
  }
  return found;
}

/** Of every `<style>` in the mail. What depends on the screen (`@media` and its like) is left out: it would say "hidden" of what is shown. */
export function rulesOf(html: string): Rules {
  const rules: Rules = new Map();
  for (const sheet of sheetsIn(html)) {
    for (const [selectors, body] of topLevelBlocks(withoutComments(sheet))) {
      const declarations = declarationsOf(body);
      for (const selector of selectors.split(',', 50)) {
        const simple = selector.trim().toLowerCase();
        if (!/^(?=.)([a-z][a-z0-9]*)?([.#][a-z0-9_-]+)?$/.test(simple) || rules.size >= MOST_RULES) continue;
        rules.set(simple, new Map([...(rules.get(simple) ?? []), ...declarations]));
      }
    }
  }
  return rules;
}

function sheetsIn(html: string): string[] {
  const lower = html.toLowerCase();
  const sheets: string[] = [];
  let size = 0;
  for (let at = lower.indexOf('<style'); at >= 0 && size < LONGEST_SHEET; at = lower.indexOf('<style', at)) {
    const start = lower.indexOf('>', at) + 1;
    const end = start > 0 ? lower.indexOf('</style', start) : -1;
    if (end < 0) break;
    sheets.push(html.slice(start, Math.min(end, start + LONGEST_SHEET - size)));
    size += end - start;
    at = end;
  }
  return sheets;
}

function withoutComments(css: string): string {
  let kept = '';
  let from = 0;
  for (let at = css.indexOf('/*'); at >= 0; at = css.indexOf('/*', from)) {
    kept += css.slice(from, at);
    const end = css.indexOf('*/', at + 2);
    if (end < 0) return kept;
    from = end + 2;
  }
  return kept + css.slice(from);
}

function* topLevelBlocks(css: string): Generator<[selectors: string, body: string]> {
  let from = 0;
  for (let open = css.indexOf('{'); open >= 0; open = css.indexOf('{', from)) {
    const head = css
      .slice(from, open)
      .replace(/<!--|-->/g, '')
      .trim();
    if (head.includes('@') && !/@(import|charset)[^;]*;[^@]*$/i.test(head)) {
      from = endOfNested(css, open);
      continue;
    }
    const close = css.indexOf('}', open);
    if (close < 0) return;
    yield [head.split(';').at(-1) ?? '', css.slice(open + 1, close)];
    from = close + 1;
  }
}

function endOfNested(css: string, open: number): number {
  let depth = 0;
  for (let i = open; i < css.length; i++) {
    if (css[i] === '{') depth++;
    else if (css[i] === '}' && --depth === 0) return i + 1;
  }
  return css.length;
}

/** What applies to one element: its tag's rule, its classes' rules, its id's, then its own style. */
export function declarationsFor(name: string, attributes: ReadonlyMap<string, string>, rules: Rules): Declarations {
  const own = declarationsOf(attributes.get('style') ?? '');
  if (rules.size === 0) return own;
  const selectors = [name];
  for (const word of (attributes.get('class') ?? '').toLowerCase().split(/\s+/, 20))
    if (word) selectors.push(`.${word}`, `${name}.${word}`);
  const id = attributes.get('id')?.toLowerCase();
  if (id) selectors.push(`#${id}`, `${name}#${id}`);
  const found: Declarations = new Map();
  for (const selector of selectors)
    for (const [property, value] of rules.get(selector) ?? []) found.set(property, value);
  for (const [property, value] of own) found.set(property, value);
  return found;
}
