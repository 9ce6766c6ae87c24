'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from './live.tsx';
import type { CountKey } from './navigation.ts';

export type Counts = Record<CountKey, number>;

const SETTLE_MS = 250;

/** The badges, asked for again a moment after anything happened. */
export function useCounts(initial: Counts): Counts {
  const [counts, setCounts] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const load = useCallback(async () => {
    const response = await fetch('/api/app/counts').catch(() => null);
    if (response?.ok) setCounts((await response.json()) as Counts);
  }, []);
  useLive((event) => {
    if (event.type === 'presence.changed') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(load, SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return counts;
}
