// One line of the table, and how it is counted.

export type Score = { set: string; what: string; right: number; of: number; aim: number; misses: string[] };

export function newScore(set: string, what: string, aim: number): Score {
  return { set, what, aim, right: 0, of: 0, misses: [] };
}

export function count(score: Score, right: boolean, miss: () => string): void {
  score.of++;
  if (right) score.right++;
  else score.misses.push(miss());
}

export function table(scores: Score[]): string {
  const rows = [
    ['set', 'what', 'right', 'of', 'share', 'aim'],
    ...scores
      .filter(({ of }) => of > 0)
      .map(({ set, what, right, of, aim }) => [
        set,
        what,
        String(right),
        String(of),
        `${((100 * right) / of).toFixed(1)} %`,
        `${(100 * aim).toFixed(0)} %${right < of * aim ? '  MISSED' : ''}`,
      ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

/** Equal up to white space. */
export const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

export function sideBySide(name: string, expected: string, got: string): string {
  return `${name}\n--- expected\n${expected.slice(0, 1500)}\n--- got\n${got.slice(0, 1500)}`;
}
