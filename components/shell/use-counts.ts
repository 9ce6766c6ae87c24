'use client';
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useLive } from './live.tsx';
import type { CountKey } from './navigation.ts';

export type Counts = Record<CountKey, number>;

export const CountsContext = createContext<Counts | null>(null);

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

/** One badge's number, for a screen's own heading. */
export function useCount(key: CountKey): number | null {
  return useContext(CountsContext)?.[key] ?? null;
}
