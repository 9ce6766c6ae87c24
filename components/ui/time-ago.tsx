'use client';
import { useEffect, useState } from 'react';
import { classNames } from './class-names.ts';

/** Relative and short (3m, 2h, 4 May), exact on hover, in the reader's zone once the page is alive. */
export function TimeAgo({ at, className }: { at: string | Date; className?: string }) {
  const date = new Date(at);
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time
      dateTime={date.toISOString()}
      title={now === null ? undefined : exactly(date)}
      className={classNames('whitespace-nowrap', className)}
      suppressHydrationWarning
    >
      {ago(date, now ?? Date.now(), now === null ? 'UTC' : undefined)}
    </time>
  );
}

export function exactly(date: Date): string {
  return date.toLocaleString('en', { dateStyle: 'full', timeStyle: 'short' });
}

/** `zone` undefined: the reader's own. The future reads "in 3h". */
export function ago(date: Date, now: number, zone?: string): string {
  const seconds = Math.round((now - date.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return 'now';
  if (size < 7 * 86_400) {
    const span =
      size < 3_600
        ? `${Math.max(1, Math.floor(size / 60))}m`
        : size < 86_400
          ? `${Math.floor(size / 3_600)}h`
          : `${Math.floor(size / 86_400)}d`;
    return seconds < 0 ? `in ${span}` : span;
  }
  const sameYear = new Date(now).getUTCFullYear() === date.getUTCFullYear();
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: zone,
    ...(sameYear ? {} : { year: '2-digit' }),
  });
}
