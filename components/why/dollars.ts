/** $0.0004, $0.12: enough digits for small change. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 0.01 ? 5 : 2)}`;
}
