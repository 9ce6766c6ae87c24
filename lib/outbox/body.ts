// The two bodies of a reply: HTML that mail clients show alike, light and dark, and a plain text that reads well by itself.
import { compile } from 'html-to-text';
import { renderMarkdown } from '#lib/platform/markdown.ts';

export type Body = {
  /** Markdown. */
  reply: string;
  /** Markdown; '' for none. */
  signature: string;
  /** As `signature`, below all that is ours; left out where the reply or its signature ends with it already. */
  footer: string;
  honest: { said: string; link: string; url: string } | null;
  quote: { wrote: string; text: string } | null;
  language: string;
};

export function plainBody({ reply, signature, footer, honest, quote }: Body): string {
  const parts = [plain(reply)];
  if (signature) parts.push(plain(signature));
  if (honest) parts.push(`${RULE}\n${honest.said}\n${honest.link}: ${honest.url}`);
  if (isMissing(footer, reply, signature)) parts.push(plain(footer));
  if (quote) parts.push(`${quote.wrote}\n${quote.text.split('\n').map(quoted).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

export function htmlBody({ reply, signature, footer, honest, quote, language }: Body): string {
  const parts = [styled(renderMarkdown(reply))];
  if (signature) parts.push(`<div style="margin:16px 0 0">${styled(renderMarkdown(signature))}</div>`);
  if (honest) {
    const link = `<a href="${escapeHtml(honest.url)}" class="quiet" style="color:#6b675f">${escapeHtml(honest.link)}</a>`;
    parts.push(
      `<p class="quiet line" style="margin:20px 0 0;padding:10px 0 0;border-top:1px solid #d9d5cc;font-size:13px;color:#6b675f">${escapeHtml(honest.said)} ${link}</p>`,
    );
  }
  if (isMissing(footer, reply, signature))
    parts.push(`<div style="margin:16px 0 0">${styled(renderMarkdown(footer))}</div>`);
  if (quote) {
    const text = escapeHtml(quote.text).replace(/\n/g, '<br>\n');
    parts.push(
      `<div style="margin:24px 0 0"><p class="quiet" style="margin:0 0 6px;color:#6b675f">${escapeHtml(quote.wrote)}</p><blockquote type="cite" class="quiet line" style="margin:0;padding:0 0 0 12px;border-left:2px solid #d9d5cc;color:#6b675f">${text}</blockquote></div>`,
    );
  }
  // No background and no colour for the text itself: in dark mode the client's own then fit each other.
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){.quiet{color:#a8a49a!important}.line{border-color:#55524b!important}}</style></head>
<body style="margin:0;padding:0"><div dir="auto" style="max-width:640px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;overflow-wrap:anywhere">
${parts.join('\n')}
</div></body></html>
`;
}

/** Somebody who copied an earlier mail, or signs with the same words, does not say them twice. */
export function isMissing(footer: string, reply: string, signature: string): boolean {
  const flat = (markdown: string) => plain(markdown).replace(/\s+/g, ' ').trim();
  const wanted = flat(footer);
  return wanted !== '' && ![reply, signature].some((text) => flat(text).endsWith(wanted));
}

const RULE = '--------';

// Many clients drop style sheets, so each element carries its own; margins, because theirs differ.
const STYLES: Record<string, string> = {
  p: 'margin:0 0 12px',
  ul: 'margin:0 0 12px;padding-left:24px',
  ol: 'margin:0 0 12px;padding-left:24px',
  li: 'margin:0 0 4px',
  h1: 'margin:16px 0 8px;font-size:19px;line-height:1.3',
  h2: 'margin:16px 0 8px;font-size:17px;line-height:1.3',
  h3: 'margin:16px 0 8px;font-size:15px;line-height:1.3',
  h4: 'margin:16px 0 8px;font-size:15px;line-height:1.3',
  blockquote: 'margin:0 0 12px;padding-left:12px;border-left:2px solid #b9b4a8',
  pre: 'margin:0 0 12px;font-family:Consolas,Menlo,monospace;font-size:13px;white-space:pre-wrap',
  code: 'font-family:Consolas,Menlo,monospace;font-size:13px',
  table: 'margin:0 0 12px;border-collapse:collapse',
  th: 'padding:4px 10px 4px 0;border-bottom:1px solid #b9b4a8;text-align:left',
  td: 'padding:4px 10px 4px 0;border-bottom:1px solid #d9d5cc',
  hr: 'margin:16px 0;border:0;border-top:1px solid #b9b4a8',
};

/** @param html from renderMarkdown, which escapes every other `<`. */
function styled(html: string): string {
  return html.replace(/<([a-z][a-z0-9]*)(?=[\s>])/g, (tag, name: string) =>
    STYLES[name] ? `${tag} style="${STYLES[name]}"` : tag,
  );
}

function plain(markdown: string): string {
  return convert(renderMarkdown(markdown)).trim();
}

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'table', format: 'dataTable' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

const quoted = (line: string) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd());

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
