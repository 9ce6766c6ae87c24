import { common } from './correct.ts';

/** A stretch of text that stayed, went or came. */
export type Marked = { text: string; state: 'same' | 'out' | 'in' };

/** `before` and `after` in one line, word by word, for a screen that shows what would change. */
export function marked(before: string, after: string): Marked[] {
  const [a, b] = [before.split(/\s+/).filter(Boolean), after.split(/\s+/).filter(Boolean)];
  const parts: Marked[] = [];
  const add = (words: string[], state: Marked['state']) => {
    const last = parts.at(-1);
    if (words.length === 0) return;
    if (last?.state === state) last.text += ` ${words.join(' ')}`;
    else parts.push({ text: words.join(' '), state });
  };
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), [a.length, b.length] as const]) {
    add(a.slice(i, x), 'out');
    add(b.slice(j, y), 'in');
    add(a.slice(x, x + 1), 'same');
    [i, j] = [x + 1, y + 1];
  }
  return parts;
}
