'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '#components/conversation/ask.ts';
import { useLive } from '#components/shell/live.tsx';
import type { QueueItem, QueueOrder, QueuePage } from '#lib/reviews/review-view.ts';

const SETTLE_MS = 150;
const MOST_PAGES = 10;

export type Queue = {
  items: QueueItem[];
  total: number;
  hasMore: boolean;
  failed: boolean;
  loadMore: () => Promise<void>;
  refresh: () => Promise<void>;
  /** Takes a row out at once, until `settle` says that the server knows. */
  hide: (reviewId: number) => void;
  /** The decision is stored, or it failed: the server's word counts again. */
  settle: (reviewId: number) => Promise<void>;
};

/** What waits: the pages that were asked for, kept up to date by the live stream. */
export function useQueue(order: QueueOrder, initial: QueuePage): Queue {
  const [page, setPage] = useState(initial);
  const [failed, setFailed] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const pages = useRef(1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const refresh = useCallback(async () => {
    const fresh = await loadPages(order, pages.current).catch(() => null);
    if (fresh) setPage(fresh);
  }, [order]);

  const first = useRef(order);
  useEffect(() => {
    if (first.current === order) return;
    first.current = order;
    pages.current = 1;
    void refresh();
  }, [order, refresh]);

  const loading = useRef<string | null>(null);
  const loadMore = useCallback(async () => {
    if (page.next === null || loading.current === page.next) return;
    loading.current = page.next;
    try {
      const more = await ask<QueuePage>(path(order, page.next));
      pages.current = Math.min(MOST_PAGES, pages.current + 1);
      setPage((known) => ({ ...more, items: withoutTwins([...known.items, ...more.items]) }));
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      loading.current = null;
    }
  }, [order, page.next]);

  useLive((event) => {
    if (event.type === 'presence.changed') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(refresh, SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const hide = useCallback((reviewId: number) => setHidden((known) => new Set([...known, reviewId])), []);
  const settle = useCallback(
    async (reviewId: number) => {
      await refresh();
      setHidden((known) => new Set([...known].filter((id) => id !== reviewId)));
    },
    [refresh],
  );

  const items = page.items.filter((item) => !hidden.has(item.reviewId));
  const total = Math.max(items.length, page.total - (page.items.length - items.length));
  return { items, total, hasMore: page.next !== null, failed, loadMore, refresh, hide, settle };
}

async function loadPages(order: QueueOrder, count: number): Promise<QueuePage> {
  let whole = await ask<QueuePage>(path(order, null));
  for (let n = 1; n < count && whole.next; n++) {
    const more = await ask<QueuePage>(path(order, whole.next));
    whole = { ...more, items: withoutTwins([...whole.items, ...more.items]) };
  }
  return whole;
}

function path(order: QueueOrder, cursor: string | null): string {
  return `reviews?order=${order}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
}

function withoutTwins(items: QueueItem[]): QueueItem[] {
  return [...new Map(items.map((item) => [item.reviewId, item])).values()];
}
