'use client';
// What the command palette offers beside the pages: each screen lends its actions while it is open.
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';

export type Command = { id: string; label: string; group: string; icon?: ReactNode; keys?: string; run: () => void };

const lent = new Set<{ current: Command[] }>();

/** Offers these commands in the palette while the component is on screen. */
export function useCommands(commands: Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    lent.add(latest);
    return () => {
      lent.delete(latest);
    };
  }, []);
}

export function currentCommands(): Command[] {
  return [...lent].flatMap((list) => list.current);
}
