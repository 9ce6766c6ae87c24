// Markdown → HTML that is safe to put on a page. The text may come from anybody: raw HTML in it is shown, never active.
import { Marked, type Tokens } from 'marked';
import sanitize from 'sanitize-html';
import { slugOf } from './slug.ts';

export type Heading = { id: string; text: string; depth: number };

/** For messages: line breaks are kept, links open apart, images become links (loading one would tell a stranger who reads). */
export function renderMarkdown(markdown: string): string {
  return clean(parse(messageMarked, markdown), messageRules);
}

/** For articles: headings start at h2 and can be linked, images and tables are allowed. `headings` in order, for a table of contents. */
export function renderArticle(markdown: string): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const html = clean(parse(articleMarked(headings), markdown), articleRules);
  return { html, headings };
}

/** What no hand would write would stop the whole process for minutes, or overflow its stack: it is shown as it stands. */
function parse(marked: Marked, markdown: string): string {
  if (!isTangled(markdown)) {
    try {
      return marked.parse(markdown, { async: false });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return `<p>${escapeHtml(markdown).replace(/\n/g, '<br>')}</p>`;
}

// Measured: the parser's work grows with the square of a block's marks and lines; this much takes about half a second.
const MOST_WORK = 3_000_000;

// Before an empty line, and before a list's next entry or a table's next row: marks are matched within these.
const BLOCK_END = /\n(?=[ \t]*(?:\n|[-+*|]|\d{1,9}[.)]))/;

function isTangled(markdown: string): boolean {
  if (/^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){60}/m.test(markdown)) return true;
  let work = 0;
  for (const block of markdown.split(BLOCK_END)) {
    const marks = block.match(/[*_~`<[\]\\&@|]/g)?.length ?? 0;
    work += (marks + block.split('\n').length / 2) ** 2;
  }
  return work > MOST_WORK;
}

const shared = {
  html: ({ text, block }: Tokens.HTML | Tokens.Tag) =>
    block ? `<p>${escapeHtml(text.trim())}</p>\n` : escapeHtml(text),
  checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
};

const messageMarked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    ...shared,
    image: ({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`,
  },
});

function articleMarked(headings: Heading[]): Marked {
  const taken = new Set<string>();
  return new Marked({
    gfm: true,
    renderer: {
      ...shared,
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        const text = plain(inner);
        const base = slugOf(text) || 'section';
        let id = base;
        for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
        taken.add(id);
        const level = Math.max(2, depth);
        headings.push({ id, text, depth: level });
        return `<h${level} id="${id}">${inner} <a class="anchor" href="#${encodeURIComponent(id)}" aria-label="${escapeHtml(text)}">#</a></h${level}>\n`;
      },
    },
  });
}

const tags = 'p br hr strong em del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 table thead tbody tr th td'.split(
  ' ',
);

const messageRules: sanitize.IOptions = {
  allowedTags: tags,
  allowedAttributes: { a: ['href', 'title', 'rel', 'target'], ol: ['start'], th: ['align'], td: ['align'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, { href = '', title }) => ({
      tagName,
      attribs: {
        // A path would lead an agent into our own app, and a customer nowhere.
        ...(/^(https?:|mailto:|tel:)/i.test(href) ? { href } : {}),
        ...(title ? { title } : {}),
        rel: 'noopener noreferrer nofollow',
        target: '_blank',
      },
    }),
  },
};

const articleRules: sanitize.IOptions = {
  ...messageRules,
  allowedTags: [...tags, 'img'],
  allowedAttributes: {
    ...messageRules.allowedAttributes,
    a: ['href', 'title', 'rel', 'class', 'aria-label'],
    img: ['src', 'alt', 'title', 'loading', 'decoding'],
    pre: ['tabindex'],
    table: ['tabindex'],
    ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ['id']])),
  },
  allowedClasses: { a: ['anchor'] },
  allowedSchemesByTag: { img: ['http', 'https'] },
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: /^https?:/i.test(attribs.href ?? '') ? { ...attribs, rel: 'noopener noreferrer' } : attribs,
    }),
    img: sanitize.simpleTransform('img', { loading: 'lazy', decoding: 'async' }),
    // What scrolls sideways must be reachable by keyboard.
    pre: sanitize.simpleTransform('pre', { tabindex: '0' }),
    table: sanitize.simpleTransform('table', { tabindex: '0' }),
  },
};

function clean(html: string, rules: sanitize.IOptions): string {
  return sanitize(html, rules).trim();
}

function plain(html: string): string {
  const text = sanitize(html, { allowedTags: [], allowedAttributes: {} });
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
