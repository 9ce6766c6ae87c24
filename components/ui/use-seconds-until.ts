'use client';
import { useEffect, useState } from 'react';

/** Whole seconds until then, 0 once it is past or while nobody asks. */
export function useSecondsUntil(at: string | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!at) return;
    const tick = () => setSeconds(Math.max(0, Math.ceil((new Date(at).getTime() - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}

/** 252 → "4:12". */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
