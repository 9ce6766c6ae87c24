'use client';
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { TeamCount } from '#lib/conversations/counts.ts';
import { teamOfView, type View } from '#lib/conversations/views.ts';
import { useLive } from './live.tsx';
import type { CountKey } from './navigation.ts';

/** `teams`: this agent's. */
export type Counts = Record<CountKey, number> & { teams: TeamCount[] };

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

/** How many a view holds, for its heading. Null: not counted for this agent. */
export function useCount(view: View): number | null {
  const counts = useContext(CountsContext);
  const team = teamOfView(view);
  if (!team) return counts?.[view as CountKey] ?? null;
  return counts?.teams.find(({ id }) => id === team.teamId)?.[team.open ? 'open' : 'unassigned'] ?? null;
}
