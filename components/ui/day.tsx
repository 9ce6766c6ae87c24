'use client';
import { exactly } from './time-ago.tsx';

/** A day in words, exact on hover: for sentences that name it. */
export function Day({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactly(date)} className="whitespace-nowrap" suppressHydrationWarning>
      {date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}
    </time>
  );
}
