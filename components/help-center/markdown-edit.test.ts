import { expect, test } from 'vitest';
import { applyTool, type Tool } from './markdown-edit.ts';

/** `[` and `]` mark the selection, before and after. */
function use(tool: Tool, marked: string): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace(/[⟦⟧]/g, '');
  const edit = applyTool(tool, { text, start, end });
  const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  return `${after.slice(0, edit.start)}⟦${after.slice(edit.start, edit.end)}⟧${after.slice(edit.end)}`;
}

test.each<[Tool, string, string]>([
  ['bold', 'a ⟦word⟧ b', 'a **⟦word⟧** b'],
  ['bold', 'a **⟦word⟧** b', 'a ⟦word⟧ b'],
  ['bold', '⟦⟧', '**⟦⟧**'],
  ['italic', 'a ⟦word⟧', 'a *⟦word⟧*'],
  ['italic', 'a **⟦word⟧**', 'a ***⟦word⟧***'],
  ['code', '⟦x⟧', '`⟦x⟧`'],
  ['link', 'see ⟦here⟧.', 'see [here](⟦https://⟧).'],
  ['link', '⟦https://a.example/b⟧', '[⟦⟧](https://a.example/b)'],
  ['heading', 'one\ntw⟦⟧o\nthree', 'one\n## two⟦⟧\nthree'],
  ['heading', '### ti⟦⟧tle', '## title⟦⟧'],
  ['heading', '## ti⟦⟧tle', 'title⟦⟧'],
  ['list', 'x\n⟦one\ntwo⟧\ny', 'x\n⟦- one\n- two⟧\ny'],
  ['list', '⟦- one\n- two⟧', '⟦one\ntwo⟧'],
  ['numbered', '⟦- one\n- two⟧', '⟦1. one\n2. two⟧'],
  ['list', '⟦one\n⟧two', '⟦- one⟧\ntwo'],
])('%s: %s', (tool, before, after) => {
  expect(use(tool, before)).toBe(after);
});
