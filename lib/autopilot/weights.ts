// How many proposals a review stands for. Sure replies were all reviewed while Autopilot asked, and 1 in 20 since it sends: the weight of a review is the
// inverse of the average chance that proposals of about its confidence had of being judged (the balance heuristic: E. Veach, L. Guibas 1995; A. Owen,
// Y. Zhou 2000). The chances are known, not estimated: each decision stores its own.

/** Per cent of confidence: how many eligible proposals there were, the sum of their chances of being judged, and how many were. */
export type Cell = { percent: number; proposals: number; chances: number; judged: number };

/** A band of neighbouring cells holds at least this many judged ones, so that no single review stands for a crowd by accident. */
const BAND = 30;

/** The weight of a review, ≥ 1, by per cent of confidence. Bands are cut from the most confident down, by counts alone. */
export function weightsOf(cells: Cell[]): (percent: number) => number {
  const bands: Cell[][] = [[]];
  for (const cell of [...cells].sort((a, b) => b.percent - a.percent)) {
    if (total(bands.at(-1), 'judged') >= BAND) bands.push([]);
    bands.at(-1)?.push(cell);
  }
  if (bands.length > 1 && total(bands.at(-1), 'judged') < BAND)
    bands.splice(-2, 2, [...(bands.at(-2) ?? []), ...(bands.at(-1) ?? [])]);
  const weights = new Map(
    bands.flatMap((band) => {
      const chances = total(band, 'chances');
      const weight = chances > 0 ? Math.max(1, total(band, 'proposals') / chances) : 1;
      return band.map(({ percent }) => [percent, weight] as const);
    }),
  );
  const largest = Math.max(1, ...weights.values());
  // A confidence that was never proposed can only come from rescoring: it weighs as much as any.
  return (percent) => weights.get(percent) ?? largest;
}

function total(cells: Cell[] | undefined, key: 'proposals' | 'chances' | 'judged'): number {
  return (cells ?? []).reduce((sum, cell) => sum + cell[key], 0);
}
