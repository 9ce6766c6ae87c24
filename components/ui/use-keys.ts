'use client';
import { useSyncExternalStore } from 'react';

/** Names keys as this keyboard does: ⌘ and ⇧ are Ctrl and Shift except on a Mac. */
export function useKeys(): (keys: string) => string {
  const mac = useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
  return (keys) => (mac ? keys : keys.replace(/⌘\s?/g, 'Ctrl ').replace(/⇧\s?/g, 'Shift ').trim());
}
