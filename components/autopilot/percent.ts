/** 0.0731 → "7.3" below ten percent, whole numbers above: as exact as the data can carry. */
export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}
