// Reads HTML as a stream of well-nested tags. On the tokenizer alone, because the parser above it takes minutes for a million open tags:
// here the depth is bounded, and what lies deeper loses its tags, never its text.
import { Tokenizer } from 'htmlparser2';

export type Attributes = Map<string, string>;
export type HtmlHandler = {
  open: (name: string, attributes: Attributes) => void;
  /** For every `open` but those of void elements, innermost first. */
  close: (name: string) => void;
  text: (text: string) => void;
};

const DEEPEST = 64;
const MOST_ATTRIBUTES = 50;

export function readHtml(html: string, handler: HtmlHandler): void {
  const open: string[] = [];
  let name = '';
  let attributes: Attributes = new Map();
  let attribute = '';
  let value = '';

  const pop = () => {
    const top = open.pop();
    if (top !== undefined) handler.close(top);
  };
  const begin = () => {
    const closes = impliedCloses(name);
    while (closes?.has(open.at(-1) ?? '')) pop();
    if (isVoid(name)) return handler.open(name, attributes);
    if (open.length >= DEEPEST) return;
    open.push(name);
    handler.open(name, attributes);
  };

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (!attributes.has(attribute) && attributes.size < MOST_ATTRIBUTES) attributes.set(attribute, value);
      },
      onopentagend: begin,
      onselfclosingtag: begin,
      onclosetag(start, end) {
        const closed = html.slice(start, end).toLowerCase();
        if (closed === 'br') return handler.open('br', new Map());
        const at = open.lastIndexOf(closed);
        if (at >= 0) while (open.length > at) pop();
      },
      ontext(start, end) {
        handler.text(html.slice(start, end));
      },
      ontextentity(codepoint) {
        handler.text(String.fromCodePoint(codepoint));
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {
        while (open.length > 0) pop();
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

export function isVoid(name: string): boolean {
  return VOID.has(name);
}

const VOID = new Set('area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '));
const BLOCKS = new Set('address blockquote center div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
const PARAGRAPH = new Set(['p']);
const IMPLIED: Record<string, Set<string>> = {
  li: new Set(['p', 'li']),
  dt: new Set(['p', 'dt', 'dd']),
  dd: new Set(['p', 'dt', 'dd']),
  td: new Set(['p', 'td', 'th']),
  th: new Set(['p', 'td', 'th']),
  tr: new Set(['p', 'td', 'th', 'tr']),
  tbody: new Set(['td', 'th', 'tr', 'thead', 'tbody']),
};

/** What an unclosed element on top of the stack is ended by. */
function impliedCloses(name: string): Set<string> | undefined {
  return BLOCKS.has(name) ? PARAGRAPH : Object.hasOwn(IMPLIED, name) ? IMPLIED[name] : undefined;
}
