// A safety net under the leave guard: what was typed and not saved stays in this browser (back button, crash, lost session).
import { useCallback, useEffect, useState } from 'react';

export type Kept = { title: string; body: string };

/** `found`: text from last time that differs from what is stored. Keeps `now` while `dirty`. */
export function useKeptText(key: string, now: Kept, dirty: boolean) {
  const [found, setFound] = useState<Kept | null>(null);
  const name = `help-center:${key}`;

  // Only the first look counts: later, the store holds what is being typed right now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const kept = read(name);
    if (kept && (kept.title !== now.title || kept.body !== now.body)) setFound(kept);
  }, [name]);

  const { title, body } = now;
  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => write(name, { title, body }), 400);
    return () => clearTimeout(timer);
  }, [name, dirty, title, body]);

  const forget = useCallback(() => {
    setFound(null);
    write(name, null);
  }, [name]);
  return { found, forget };
}

function read(name: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

function write(name: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
  } catch {
    // Storage full or forbidden: the leave guard still asks.
  }
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'title' in value && 'body' in value;
}
