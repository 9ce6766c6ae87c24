/** A probability as whole percent. What is not certain is never shown as 0 or 100. */
export function sure(probability: number): number {
  return Math.min(99, Math.max(1, Math.round(probability * 100)));
}
