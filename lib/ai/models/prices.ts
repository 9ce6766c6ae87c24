// US dollars per million tokens, input and output, as published when this was written. A model that is not listed costs "unknown" (0).
const PRICES: [RegExp, number, number][] = [
  [/^gpt-4\.1-nano/, 0.1, 0.4],
  [/^gpt-4\.1-mini/, 0.4, 1.6],
  [/^gpt-4\.1/, 2, 8],
  [/^gpt-4o-mini/, 0.15, 0.6],
  [/^gpt-4o/, 2.5, 10],
  [/^gpt-5-nano/, 0.05, 0.4],
  [/^gpt-5-mini/, 0.25, 2],
  [/^gpt-5(\.1)?$/, 1.25, 10],
  [/^claude-haiku-4/, 1, 5],
  [/^claude-sonnet-4/, 3, 15],
  [/^claude-opus-4/, 15, 75],
];

export function costOf(model: string, tokensIn: number, tokensOut: number): number {
  const price = PRICES.find(([pattern]) => pattern.test(model));
  return price ? (tokensIn * price[1] + tokensOut * price[2]) / 1e6 : 0;
}
