import type { Span } from '#lib/platform/storage.ts';

/** What a Range header asks for of a file with `size` bytes; `none`: of it there is nothing; null: the whole (also for several ranges at once). */
export function spanOf(range: string | null, size: number): Span | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? [];
  if (!from && !to) return null;
  // "-500": the last 500.
  const start = from ? Number(from) : Math.max(0, size - Number(to));
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1;
  if (from && to && Number(to) < start) return null;
  return start > end ? 'none' : { start, end };
}
