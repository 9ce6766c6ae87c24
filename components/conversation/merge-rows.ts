import type { ListRow } from '#lib/conversations/list.ts';

/**
 * A list after news. `top` is the first page as it is now; `changed` are the conversations that something happened to, as they are now, as
 * far as they are in the view; `touched` are their numbers. What lies deeper and was not touched stays.
 */
export function mergeRows(
  rows: ListRow[],
  top: ListRow[],
  topIsAll: boolean,
  changed: ListRow[],
  touched: ReadonlySet<number>,
): ListRow[] {
  const last = top.at(-1);
  if (topIsAll || !last) return top;
  const fresh = new Map([...top, ...changed].map((row) => [row.id, row]));
  const deeper = rows.filter((row) => !fresh.has(row.id) && !touched.has(row.id) && inOrder(last, row) < 0);
  return [...fresh.values(), ...deeper].sort(inOrder);
}

/** Newest first; of two at the same time, the higher number first. */
export function inOrder(a: ListRow, b: ListRow): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt > b.lastActivityAt ? -1 : 1;
  return b.id - a.id;
}
