'use client';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { QueueOrder } from '#lib/reviews/review-view.ts';
import { QueueRow } from './queue-row.tsx';
import type { Queue } from './use-queue.ts';

const MOST_COUNTED = 1_000;
const LOAD_AHEAD = 10;
const LOAD_WITHIN_PX = 600;

export function QueueList({
  queue,
  order,
  opened,
  selected,
  aboutToGo,
  secondLook,
  empty,
  onOrder,
  onOpen,
  className,
}: {
  queue: Queue;
  order: QueueOrder;
  /** The review that the address names. */
  opened: number | null;
  /** On a wide screen the first one, where the address names none. */
  selected: number | null;
  aboutToGo: ReactNode;
  secondLook: ReactNode;
  empty: ReactNode;
  onOrder: (order: QueueOrder) => void;
  onOpen: (reviewId: number) => void;
  className?: string;
}) {
  const t = useTranslations('review');
  const scroller = useRef<HTMLDivElement>(null);
  const { items, total, hasMore, failed, loadMore } = queue;

  // The queue goes on by itself where somebody comes near its end, by key or by scrolling.
  const near = items.findIndex((item) => item.reviewId === selected) >= items.length - LOAD_AHEAD;
  useEffect(() => {
    if (near && hasMore && !failed) void loadMore();
  }, [near, hasMore, failed, loadMore]);

  // Only what somebody opened is brought into sight: the list of one who scrolls while the page comes alive stays below their finger.
  useEffect(() => {
    scroller.current?.querySelector(`[data-review="${opened}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  return (
    <section
      aria-label={t('queueLabel')}
      className={classNames('flex min-h-0 min-w-0 flex-col border-r max-md:border-r-0', className)}
    >
      <header className="flex h-12 flex-none items-center gap-2 border-b px-4 max-md:pl-14">
        <h1 className="text-md">{t('title')}</h1>
        <span role="status" className="text-ink-3 tabular-nums">
          {total >= MOST_COUNTED ? t('waitingMany') : t('waiting', { n: total })}
        </span>
        {total > 1 && <OrderChoice order={order} onOrder={onOrder} />}
      </header>
      {aboutToGo}
      <div
        ref={scroller}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (hasMore && !failed && scrollHeight - scrollTop - clientHeight < LOAD_WITHIN_PX) void loadMore();
        }}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {items.length === 0 && <div className="md:hidden">{empty}</div>}
        <ul>
          {items.map((item) => (
            <li key={item.reviewId}>
              <QueueRow item={item} selected={item.reviewId === selected} onOpen={onOpen} />
            </li>
          ))}
        </ul>
        {hasMore && (
          <div className="flex items-center justify-center gap-2 px-4 py-3 text-ink-2">
            {failed && t('moreFailed')}
            <Button size="sm" onClick={() => void loadMore()}>
              {t(failed ? 'failed.retry' : 'more')}
            </Button>
          </div>
        )}
      </div>
      {secondLook}
    </section>
  );
}

/** A native select in the shape of a chip: the platform's own list on a phone. */
function OrderChoice({ order, onOrder }: { order: QueueOrder; onOrder: (order: QueueOrder) => void }) {
  const t = useTranslations('review');
  return (
    <span className="relative ml-auto inline-flex">
      <select
        aria-label={t('order')}
        value={order}
        onChange={(event) => {
          onOrder(event.target.value === 'confident' ? 'confident' : 'oldest');
          event.target.blur();
        }}
        className="h-[22px] cursor-pointer appearance-none rounded-full border border-line-2 bg-surface pr-6 pl-2 text-xs font-medium text-ink-2 hover:text-ink [field-sizing:content]"
      >
        <option value="oldest">{t('oldest')}</option>
        <option value="confident">{t('confident')}</option>
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-[5px] right-1.5 size-3 text-ink-3" />
    </span>
  );
}
