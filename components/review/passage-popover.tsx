'use client';
import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import * as Popover from 'radix-ui/popover';
import { useMemo } from 'react';
import { SolvedSource } from '#components/solved/solved-source.tsx';
import type { CitedPassage } from '#lib/knowledge/cited-passages.ts';

export type OpenPassage = { passage: CitedPassage; anchor: HTMLElement };

/** The words that a citation rests on, beside the place that cites them. */
export function PassagePopover({ open, onClose }: { open: OpenPassage | null; onClose: () => void }) {
  const t = useTranslations('review.proposal');
  const anchor = useMemo(() => ({ current: open?.anchor ?? null }), [open]);
  return (
    <Popover.Root open={open !== null} onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor virtualRef={anchor as { current: HTMLElement }} />
      <Popover.Portal>
        {open && (
          <Popover.Content
            side="bottom"
            align="start"
            sideOffset={6}
            collisionPadding={12}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              open.anchor.focus();
            }}
            aria-label={t('source', { n: open.passage.n, title: open.passage.title })}
            className="z-50 w-[min(420px,calc(100vw-24px))] animate-in rounded-xl border border-line bg-surface p-4 shadow-2 outline-none"
          >
            <p className="flex items-baseline gap-2">
              <CiteNumber n={open.passage.n} />
              <span className="min-w-0 font-semibold">{open.passage.title}</span>
            </p>
            <blockquote className="mt-2 max-h-64 overflow-y-auto border-l-2 border-iris-line pl-3 whitespace-pre-wrap text-ink-2">
              {open.passage.quote}
            </blockquote>
            <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
              <span className="flex-1">{t('quoted')}</span>
              <PassageLink passage={open.passage} />
            </p>
          </Popover.Content>
        )}
      </Popover.Portal>
    </Popover.Root>
  );
}

export function CiteNumber({ n }: { n: number }) {
  return (
    <span className="inline-block h-[15px] min-w-[15px] rounded-[4px] bg-iris-wash px-[3px] text-center text-[10px] leading-[15px] font-semibold text-iris">
      {n}
    </span>
  );
}

function PassageLink({ passage }: { passage: CitedPassage }) {
  const t = useTranslations('review.proposal');
  if (passage.solved) return <SolvedSource solved={passage.solved} />;
  if (passage.href)
    return (
      <a
        href={passage.href}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1 font-[550] text-ink underline underline-offset-2"
      >
        {t('openArticle')}
        <ArrowUpRight className="size-3" />
      </a>
    );
  return <span>{t(passage.articleId ? 'gone' : 'snippet')}</span>;
}
