/** "At most 1 in N": the stops of the slider, and everything that a budget may be. Strictest first. */
export const BUDGETS = [100, 75, 50, 40, 30, 25, 20, 15, 12, 10, 8, 6, 5] as const;

export type Budget = (typeof BUDGETS)[number];

export function isBudget(value: number): value is Budget {
  return (BUDGETS as readonly number[]).includes(value);
}
