// What the formatting buttons do to a text and its selection. Pure: the textarea is somebody else's.

/** `start`–`end` is selected. */
export type Selection = { text: string; start: number; end: number };
/** Replace `from`–`to` by `insert`, then select `start`–`end`. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

export type Tool = 'bold' | 'italic' | 'heading' | 'list' | 'numbered' | 'link' | 'code';

export function applyTool(tool: Tool, selection: Selection): Edit {
  switch (tool) {
    case 'bold':
      return wrap(selection, '**');
    case 'italic':
      return wrap(selection, '*');
    case 'code':
      return wrap(selection, '`');
    case 'link':
      return link(selection);
    case 'heading':
      return prefix(selection, () => '## ', /^#{1,6} /);
    case 'list':
      return prefix(selection, () => '- ', /^(?:[-*+] |\d+\. )/);
    case 'numbered':
      return prefix(selection, (line) => `${line + 1}. `, /^(?:[-*+] |\d+\. )/);
  }
}

/** Puts marks around the selection, or takes them away when they are there. */
function wrap({ text, start, end }: Selection, mark: string): Edit {
  const inside = text.slice(start, end);
  const n = mark.length;
  if (text.slice(start - n, start) === mark && text.slice(end, end + n) === mark && text[start - n - 1] !== '*') {
    return { from: start - n, to: end + n, insert: inside, start: start - n, end: end - n };
  }
  return { from: start, to: end, insert: mark + inside + mark, start: start + n, end: end + n };
}

function link({ text, start, end }: Selection): Edit {
  const inside = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(inside)) {
    return { from: start, to: end, insert: `[](${inside})`, start: start + 1, end: start + 1 };
  }
  const target = start + inside.length + 3;
  return { from: start, to: end, insert: `[${inside}](https://)`, start: target, end: target + 8 };
}

/** Gives each selected line a beginning; when all have exactly this one already, takes it away. */
function prefix({ text, start, end }: Selection, beginning: (line: number) => string, old: RegExp): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', Math.max(end - (end > start && text[end - 1] === '\n' ? 1 : 0), from));
  const to = after === -1 ? text.length : after;
  const lines = text.slice(from, to).split('\n');
  const all = lines.every((line, index) => line.startsWith(beginning(index)));
  const insert = lines
    .map((line, index) => (all ? line.slice(beginning(index).length) : beginning(index) + line.replace(old, '')))
    .join('\n');
  return start === end
    ? { from, to, insert, start: from + insert.length, end: from + insert.length }
    : { from, to, insert, start: from, end: from + insert.length };
}
