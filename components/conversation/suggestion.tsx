'use client';
import { History, Sparkles, X } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Meter } from '#components/ui/meter.tsx';
import { sure } from '#components/ui/sure.ts';
import type { Suggestion } from '#lib/conversations/conversation-view.ts';

/** The AI's draft in grey, behind the empty composer: Tab takes it over, Escape hides it. */
export function SuggestionBox({
  suggestion,
  onUse,
  onHide,
}: {
  suggestion: Suggestion;
  onUse: () => void;
  onHide: () => void;
}) {
  const t = useTranslations('inbox.suggestion');
  const percent = `${sure(suggestion.confidence)}%`;
  return (
    <section aria-label={t('title')} className="-mt-[52px] px-3.5 pt-3">
      <p className="pointer-events-none max-h-40 overflow-hidden break-words whitespace-pre-wrap text-ink-3 [mask-image:linear-gradient(black_70%,transparent)]">
        {plainOf(suggestion.body)}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-t border-dashed pt-2 text-sm">
        <span className="inline-flex items-center gap-1.5 font-medium text-iris">
          <Sparkles aria-hidden="true" className="size-3" />
          {t('title')}
        </span>
        <span className="inline-flex items-center gap-1.5 text-ink-3" title={t('sure', { percent })}>
          <Meter value={suggestion.confidence} />
          {percent}
        </span>
        {suggestion.solved && (
          <span className="inline-flex items-center gap-1 text-amber">
            <History aria-hidden="true" className="size-3" />
            {t('solved')}
          </span>
        )}
        <Link href={`/why/${suggestion.runId}` as Route} className="text-ink-3 hover:text-ink hover:underline">
          {t('why')}
        </Link>
        {suggestion.reviewId !== null && (
          <Link href={`/review/${suggestion.reviewId}` as Route} className="text-ink-3 hover:text-ink hover:underline">
            {t('review')}
          </Link>
        )}
        <Button size="sm" onClick={onUse} className="relative ml-auto">
          {t('use')} <Kbd>Tab</Kbd>
        </Button>
        <Button size="icon" variant="ghost" aria-label={t('dismiss')} onClick={onHide}>
          <X />
        </Button>
      </div>
    </section>
  );
}

/** The ghost is to be read, not edited: without Markdown's marks. */
function plainOf(markdown: string): string {
  return markdown.replace(/\*\*|`/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

/** Who wrote what stands in the composer. */
export function Provenance({ unchanged }: { unchanged: boolean }) {
  const t = useTranslations('inbox.suggestion');
  return (
    <p className="flex items-center gap-1.5 pt-1 text-sm text-ink-3">
      <span
        aria-hidden="true"
        className={`h-3.5 w-[3px] rounded-sm ${unchanged ? 'bg-iris' : 'bg-[linear-gradient(var(--iris)_50%,var(--pine)_50%)]'}`}
      />
      {t(unchanged ? 'unchanged' : 'edited')}
    </p>
  );
}
