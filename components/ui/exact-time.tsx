'use client';
import { useEffect, useState } from 'react';

/** "Mon 30 Nov, 09:00", in the reader's zone once the page is alive. */
export function ExactTime({ at }: { at: string | Date }) {
  const date = new Date(at);
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return (
    <time dateTime={date.toISOString()} suppressHydrationWarning>
      {shortly(date, alive ? undefined : 'UTC')}
    </time>
  );
}

/** @param zone undefined: the reader's own */
export function shortly(date: Date, zone?: string): string {
  return date.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
}
