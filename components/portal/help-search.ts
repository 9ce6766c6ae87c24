// What the search endpoint answers, and how islands ask it: after a pause, one question at a time, the last one wins.
import { useEffect, useState } from 'react';

export type HelpResult = { title: string; href: string; collection: string; excerpt: string };
export type HelpAnswer = { html: string; title: string; href: string };
export type HelpSearch = { query: string; results: HelpResult[]; answer: HelpAnswer | null };

const NOTHING: HelpSearch = { query: '', results: [], answer: null };

/** Keeps the last results while the next are on their way, so that the list does not flicker. A failure shows none: the form still works. */
export function useHelpSearch(query: string, pauseMs = 160): HelpSearch {
  const [found, setFound] = useState(NOTHING);
  const asked = query.trim();
  useEffect(() => {
    if (asked.length < 2) {
      setFound(NOTHING);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/help/search?q=${encodeURIComponent(asked.slice(0, 200))}`, {
          signal: abort.signal,
        });
        setFound(response.ok ? { query: asked, ...((await response.json()) as Omit<HelpSearch, 'query'>) } : NOTHING);
      } catch {
        if (!abort.signal.aborted) setFound(NOTHING);
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, pauseMs]);
  return asked.length < 2 ? NOTHING : found;
}
