// What a measurement says, how it compares with its aim, and the one table that shows it.

export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** The value may be at most, or must be at least this. Without one the figure only informs. */
  atMost?: number;
  atLeast?: number;
};

/** @param samples any order. `share` 0.5 is the median. */
export function percentile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function reached({ value, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost !== undefined) return value <= atMost;
  if (atLeast !== undefined) return value >= atLeast;
  return undefined;
}

export function table(figures: Figure[]): string {
  const rows = [
    ['figure', 'measured', 'aim', ''],
    ...figures.map((figure) => [figure.name, `${shown(figure.value)} ${figure.unit}`, aim(figure), verdict(figure)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    `  ${row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd()}`;
  return rows.map(line).join('\n');
}

function aim({ atMost, atLeast, unit }: Figure): string {
  if (atMost !== undefined) return `≤ ${atMost} ${unit}`;
  return atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`;
}

function verdict(figure: Figure): string {
  const met = reached(figure);
  return met === undefined ? '' : met ? 'reached' : 'NOT REACHED';
}

function shown(value: number): string {
  return Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
