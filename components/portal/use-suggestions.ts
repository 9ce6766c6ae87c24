// Articles that may answer what is being typed: asked after a pause, the last question wins, a failure shows none.
import { useEffect, useState } from 'react';
import type { SuggestedLink } from './contact-state.ts';

const PAUSE_MS = 600;
const ENOUGH_CHARACTERS = 12;
const MOST_CHARACTERS = 2000;

export function useSuggestions(message: string): SuggestedLink[] {
  const [articles, setArticles] = useState<SuggestedLink[]>([]);
  const asked = message.trim().slice(0, MOST_CHARACTERS);
  useEffect(() => {
    if (asked.length < ENOUGH_CHARACTERS) {
      setArticles([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch('/api/help/suggestions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ message: asked }),
          signal: abort.signal,
        });
        const found = response.ok ? ((await response.json()) as { articles: SuggestedLink[] }).articles : [];
        if (!abort.signal.aborted) setArticles(found);
      } catch {
        if (!abort.signal.aborted) setArticles([]);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked]);
  return articles;
}
