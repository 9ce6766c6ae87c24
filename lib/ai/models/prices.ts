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
  [/^text-embedding-3-small/, 0.02, 0],
  [/^text-embedding-3-large/, 0.13, 0],
  [/^claude-haiku-4/, 1, 5],
  [/^claude-sonnet-4/, 3, 15],
  [/^claude-opus-4/, 15, 75],
];

/** US dollars per million tokens. */
export type Price = { in: number; out: number };

export function knownPrice(model: string): Price | null {
  const price = PRICES.find(([pattern]) => pattern.test(model));
  return price ? { in: price[1], out: price[2] } : null;
}

/** US dollars. @param own the owner's price, where they gave one. */
export function costOf(model: string, tokensIn: number, tokensOut: number, own?: Price): number {
  const price = own ?? knownPrice(model);
  return price ? (tokensIn * price.in + tokensOut * price.out) / 1e6 : 0;
}
