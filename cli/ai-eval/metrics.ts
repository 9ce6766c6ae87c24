// Figures over values: pure, and null where there is nothing to measure.

export function share<T>(items: T[], test: (item: T) => boolean): number | null {
  return items.length > 0 ? items.filter(test).length / items.length : null;
}

export function mean(values: number[]): number | null {
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;
}

/** @param pairs truth and what was said. Over the classes that occur in truth. */
export function macroF1(pairs: [string, string][]): number | null {
  const classes = [...new Set(pairs.map(([truth]) => truth))];
  return mean(
    classes.map((name) => {
      const hit = pairs.filter(([truth, said]) => truth === name && said === name).length;
      const said = pairs.filter(([, guess]) => guess === name).length;
      const truth = pairs.filter(([actual]) => actual === name).length;
      return said + truth > 0 ? (2 * hit) / (said + truth) : 0;
    }),
  );
}

/** Chance that a positive scores above a negative; ties count half. */
export function auroc(pairs: [number, boolean][]): number | null {
  const positives = pairs.filter(([, yes]) => yes).map(([value]) => value);
  const negatives = pairs.filter(([, yes]) => !yes).map(([value]) => value);
  if (positives.length === 0 || negatives.length === 0) return null;
  let wins = 0;
  for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

const BINS = 10;
/** With fewer in a bin, chance alone makes an error of several hundredths. */
const LEAST_IN_BIN = 30;

/** Expected calibration error: ten bins of equal count, fewer when one would hold under thirty. */
export function calibrationError(pairs: [number, boolean][]): number | null {
  if (pairs.length === 0) return null;
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  const bins = Math.max(1, Math.min(BINS, Math.floor(sorted.length / LEAST_IN_BIN)));
  const size = Math.ceil(sorted.length / bins);
  let sum = 0;
  for (let i = 0; i < sorted.length; i += size) {
    const bin = sorted.slice(i, i + size);
    const said = bin.reduce((total, [value]) => total + value, 0) / bin.length;
    const was = bin.filter(([, yes]) => yes).length / bin.length;
    sum += (bin.length / sorted.length) * Math.abs(said - was);
  }
  return sum;
}

const DRAWS = 50;

/** The calibration error that so few cases would show although every confidence were exactly right: what is below it cannot be told apart. */
export function errorByChance(pairs: [number, boolean][]): number | null {
  const random = generator(5);
  const errors = Array.from({ length: DRAWS }, () => calibrationError(pairs.map(([p]) => [p, random() < p])));
  return mean(errors.filter((error) => error !== null));
}

const REVIEWS = 200;
const REPEATS = 10;

/**
 * Calibration error after reviews came in, by simulation: ten times, up to 200 of the cases (never more than half) are reviewed at random and the
 * confidence is shifted and stretched to them in log-odds, drawn to no change; the error is taken on the others. Null under 60 cases.
 */
export function errorAfterReviews(pairs: [number, boolean][]): number | null {
  if (pairs.length < 2 * LEAST_IN_BIN) return null;
  const random = generator(11);
  const errors: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const order = pairs
      .map((pair) => [random(), pair] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, pair]) => pair);
    const reviewed = order.slice(0, Math.min(REVIEWS, Math.floor(order.length / 2)));
    const corrected = correction(reviewed);
    const error = calibrationError(order.slice(reviewed.length).map(([p, yes]) => [corrected(p), yes]));
    if (error !== null) errors.push(error);
  }
  return mean(errors);
}

/** Log-odds a + b·x with a prior of three reviews' worth on a = 0 and b = 1; Newton's steps. */
function correction(reviewed: [number, boolean][]): (p: number) => number {
  let a = 0;
  let b = 1;
  const prior = 3;
  for (let step = 0; step < 25; step++) {
    let ga = prior * a * 0.1;
    let gb = prior * (b - 1);
    let haa = prior * 0.1;
    let hab = 0;
    let hbb = prior;
    for (const [p, yes] of reviewed) {
      const x = logit(p);
      const q = 1 / (1 + Math.exp(-(a + b * x)));
      ga += q - (yes ? 1 : 0);
      gb += (q - (yes ? 1 : 0)) * x;
      haa += q * (1 - q);
      hab += q * (1 - q) * x;
      hbb += q * (1 - q) * x * x;
    }
    const determinant = haa * hbb - hab * hab || 1;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    // Full steps swing to and fro where the start is far off.
    const damped = Math.min(1, 0.7 / Math.max(Math.abs(da), Math.abs(db), 1e-9));
    a -= damped * da;
    b -= damped * db;
  }
  return (p) => 1 / (1 + Math.exp(-(a + b * logit(p))));
}

function logit(p: number): number {
  const kept = Math.min(Math.max(p, 1e-4), 1 - 1e-4);
  return Math.log(kept / (1 - kept));
}

/** mulberry32: the same simulation every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The longest run of the most confident ones with an observed error within the budget: its precision, and its share of `all` messages.
 * Cases of the same confidence stand or fall together.
 */
export function withinBudget(
  pairs: [number, boolean][],
  budget: number,
  all: number,
): { precision: number | null; coverage: number } {
  const sorted = [...pairs].sort((a, b) => b[0] - a[0]);
  let wrong = 0;
  let best = 0;
  let bestWrong = 0;
  sorted.forEach(([p, yes], at) => {
    if (!yes) wrong += 1;
    if (sorted[at + 1]?.[0] === p) return;
    if (wrong / (at + 1) <= budget) {
      best = at + 1;
      bestWrong = wrong;
    }
  });
  return { precision: best > 0 ? (best - bestWrong) / best : null, coverage: best / Math.max(all, 1) };
}
