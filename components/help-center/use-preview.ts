import { useEffect, useRef, useState } from 'react';

/** The HTML of a Markdown text, made by the server a moment after typing stops. `html` is the last one that worked, `first` the one to begin with. */
export function usePreview(markdown: string, first: string): { html: string; failed: boolean } {
  const [preview, setPreview] = useState({ html: first, failed: false });
  const untouched = useRef<string | undefined>(markdown);
  useEffect(() => {
    if (markdown === untouched.current) return;
    untouched.current = undefined;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch('/api/app/article-preview', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ markdown }),
          signal: abort.signal,
        });
        if (!response.ok) throw new Error(String(response.status));
        const { html } = (await response.json()) as { html: string };
        setPreview({ html, failed: false });
      } catch {
        if (!abort.signal.aborted) setPreview(({ html }) => ({ html, failed: true }));
      }
    }, 200);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [markdown]);
  return preview;
}
