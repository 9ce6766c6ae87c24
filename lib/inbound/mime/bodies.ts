// Which parts are the text of a mail and which are its files: the algorithm of JMAP (RFC 8621 §4.1.4), so that others see the same.
import { type Part, textOf } from './read-mime.ts';
import { unflow } from './unflow.ts';

export type Bodies = {
  /** As text/plain; empty when there is none, or when it is not all. */
  text: string;
  /** As text/html; empty when no part is HTML. */
  html: string;
  files: Part[];
};

type Lists = { text: Part[] | null; html: Part[] | null };

export function bodiesOf(root: Part): Bodies {
  const text: Part[] = [];
  const html: Part[] = [];
  const files: Part[] = [];
  sort(root.children.length > 0 ? root.children : [root], root.type, { text, html }, files, root.type === ALTERNATIVE);
  const hasHtml = html.some(({ type }) => type === 'text/html');
  // Where HTML stands next to plain text and not instead of it, the plain text is not all: the HTML then holds both.
  const isAll = !hasHtml || text.filter(isText).every(isPlain);
  return {
    text: isAll ? text.filter(isPlain).map(plainOf).join('\n') : '',
    html: hasHtml ? html.filter(isText).map(htmlOf).join('\n') : '',
    files,
  };
}

const ALTERNATIVE = 'multipart/alternative';
const isMedia = (type: string) => /^(image|audio|video)\//.test(type);
const isText = ({ type }: Part) => type === 'text/plain' || type === 'text/html';
const isPlain = ({ type }: Part) => type === 'text/plain';

function sort(parts: Part[], within: string, lists: Lists, files: Part[], alternative: boolean): void {
  const { text, html } = lists;
  const [textBefore, htmlBefore] = [text?.length ?? 0, html?.length ?? 0];
  // Inside an alternative a text belongs to one of the faces.
  const faces: Lists = { ...lists };
  for (const [at, part] of parts.entries()) {
    if (part.children.length > 0) {
      sort(part.children, part.type, faces, files, alternative || part.type === ALTERNATIVE);
      continue;
    }
    if (!isShown(part, at, within)) {
      files.push(part);
      continue;
    }
    if (isMedia(part.type)) files.push(part);
    else if (within === ALTERNATIVE) (isPlain(part) ? text : html)?.push(part);
    else {
      if (alternative && isPlain(part) && faces.text) faces.html = null;
      if (alternative && !isPlain(part) && faces.html) faces.text = null;
      faces.text?.push(part);
      faces.html?.push(part);
    }
  }
  if (within !== ALTERNATIVE || !text || !html) return;
  if (text.length === textBefore) text.push(...html.slice(htmlBefore));
  else if (html.length === htmlBefore) html.push(...text.slice(textBefore));
}

function isShown(part: Part, at: number, within: string): boolean {
  if (part.disposition === 'attachment' || !(isText(part) || isMedia(part.type))) return false;
  return at === 0 || (within !== 'multipart/related' && (isMedia(part.type) || !part.filename));
}

function plainOf(part: Part): string {
  const text = textOf(part).replace(/\r\n?/g, '\n');
  const flowed = /^flowed$/i.test(part.parameters.get('format') ?? '');
  return flowed ? unflow(text, /^yes$/i.test(part.parameters.get('delsp') ?? '')) : text;
}

function htmlOf(part: Part): string {
  if (part.type === 'text/html') return textOf(part);
  const escaped = plainOf(part).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<div>${escaped.replace(/\n/g, '<br>\n')}</div>`;
}
