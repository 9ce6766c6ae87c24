'use client';
import { useEffect, useState } from 'react';
import { Markdown } from '#components/ui/markdown.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { tell } from './ask.ts';

/** As the customer will see it, under a `conversation` with its signatures; the server renders, as it does for the mail. */
export function Preview({ markdown, conversation }: { markdown: string; conversation?: number | undefined }) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    tell<{ html: string }>('preview', { markdown, conversation })
      .then((made) => wanted && setHtml(made.html))
      .catch(() => wanted && setHtml(null));
    return () => {
      wanted = false;
    };
  }, [markdown, conversation]);
  return (
    <div className="max-h-80 min-h-[52px] overflow-y-auto px-3.5 py-3">
      {html === null ? <Skeleton className="w-2/3" /> : <Markdown html={html} />}
    </div>
  );
}
