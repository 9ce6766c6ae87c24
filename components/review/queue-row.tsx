'use client';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { Meter } from '#components/ui/meter.tsx';
import { sure } from '#components/ui/sure.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { QueueItem } from '#lib/reviews/review-view.ts';
import { MainChip } from './main-chip.tsx';

export const QueueRow = memo(function QueueRow({
  item,
  selected,
  onOpen,
}: {
  item: QueueItem;
  selected: boolean;
  onOpen: (reviewId: number) => void;
}) {
  const t = useTranslations('review');
  const percent = sure(item.confidence);
  return (
    <a
      href={`/review/${item.reviewId}`}
      aria-current={selected ? 'true' : undefined}
      data-review={item.reviewId}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(item.reviewId);
      }}
      className={classNames(
        'relative grid gap-[3px] border-b px-4 py-[11px] outline-offset-[-2px] [contain-intrinsic-height:88px] [content-visibility:auto]',
        selected
          ? 'bg-hover before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-ink max-md:bg-transparent max-md:before:hidden'
          : 'hover:bg-hover/60',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 truncate">
          <span className="font-[550]">{item.contactName}</span>
          {item.company && <span className="font-[550]"> · {item.company}</span>}
        </span>
        <TimeAgo at={item.at} className="ml-auto text-ink-3" />
      </span>
      <span className="truncate">{item.subject || t('noSubject')}</span>
      <span className="flex h-5 items-center gap-2">
        <MainChip main={item.main ?? { code: 'all_sourced', tone: 'ok' }} />
        {item.kind === 'reply' ? (
          <span className="ml-auto flex flex-none items-center gap-2">
            <Meter value={item.confidence} />
            <span className="w-[30px] text-right text-ink-3 tabular-nums">
              <span aria-hidden="true">{percent}%</span>
              <span className="sr-only">{t('percent', { n: percent })}</span>
            </span>
          </span>
        ) : (
          <span className="ml-auto truncate text-ink-3">{t('notInHelpCenter')}</span>
        )}
      </span>
    </a>
  );
});
