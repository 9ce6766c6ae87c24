import { compile, type FormatCallback } from 'html-to-text';

// Far more than anybody reads; nested lists are indented, which multiplies it.
const LONGEST = 500_000;

/** Visible HTML as plain text: paragraphs, lists and tables keep their lines, links their address where it says more than their words. */
export function htmlToText(html: string): string {
  return (
    convert(html.slice(0, LONGEST))
      // Addresses of mail and of trackers say nothing that the words do not; what is no address of a page leads nowhere.
      .replace(/ ?<(?!https?:)[a-z][a-z0-9+.-]*:[^<>\s]*>/gi, '')
      .replace(/ ?<https?:[^<>\s]{200,}>/gi, '')
      .replace(/<([^<>\s@]{1,64}@[^<>\s]{1,255})> ?<\1>/g, '<$1>')
      .replace(/\u00a0/g, ' ')
      // From the start of each run only: a million hard spaces are otherwise tried one by one.
      .replace(/(?<![ \t])[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** Cells of a row stand apart. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addLiteral(' ');
};

// Once: preparing the selectors takes longer than a mail does. It stands below what it uses.
const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: LONGEST, maxDepth: 200 },
  formatters: { cell },
  selectors: [
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'img', format: 'skip' },
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'], noAnchorUrl: true },
    },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block' },
    { selector: 'hr', options: { length: 10 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});
