/** A probability as whole percent, rounded down so that it never seems to reach a threshold that it misses; never 0 or 100. */
export function sure(probability: number): number {
  return Math.min(99, Math.max(1, Math.floor(probability * 100)));
}
