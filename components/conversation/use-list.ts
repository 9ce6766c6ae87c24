'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '#components/shell/live.tsx';
import type { ListPage, ListRow } from '#lib/conversations/list.ts';
import type { View } from '#lib/conversations/views.ts';
import { ask } from './ask.ts';
import { inOrder, mergeRows } from './merge-rows.ts';

const SETTLE_MS = 200;
// Above that it is cheaper to start afresh.
const MOST_TOUCHED = 100;

export type List = {
  rows: ListRow[];
  hasMore: boolean;
  failed: boolean;
  loadMore: () => void;
  /** Changes a row at once; `null` takes it out. Returns how to roll back. */
  patch: (id: number, change: (row: ListRow) => ListRow | null) => () => void;
};

/** A view's rows: the pages that were asked for, kept up to date by the live stream. */
export function useList(view: View, initial: ListPage): List {
  const [rows, setRows] = useState(initial.rows);
  const [next, setNext] = useState(initial.next);
  const [failed, setFailed] = useState(false);
  const loading = useRef(false);
  const touched = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const path = `conversations?view=${view}`;

  const loadMore = useCallback(async () => {
    if (loading.current || !next) return;
    loading.current = true;
    try {
      const page = await ask<ListPage>(`${path}&cursor=${encodeURIComponent(next)}`);
      setRows((known) => {
        const ids = new Set(known.map((row) => row.id));
        return [...known, ...page.rows.filter((row) => !ids.has(row.id))];
      });
      setNext(page.next);
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      loading.current = false;
    }
  }, [next, path]);

  const refresh = useCallback(async () => {
    const ids = touched.current;
    touched.current = new Set();
    try {
      const [top, changed] = await Promise.all([
        ask<ListPage>(path),
        ids.size > 0 && ids.size <= MOST_TOUCHED
          ? ask<ListPage>(`${path}&ids=${[...ids].join(',')}`)
          : { rows: [], next: null },
      ]);
      const afresh = ids.size > MOST_TOUCHED || top.next === null;
      setRows((known) => mergeRows(known, top.rows, afresh, changed.rows, ids));
      setNext((known) => (afresh ? top.next : (known ?? null)));
    } catch {
      // The connection line says so already; what was touched is asked for next time.
      for (const id of ids) touched.current.add(id);
    }
  }, [path]);

  useLive((event) => {
    if (event.type === 'presence.changed') return;
    if (event.conversationId !== null) touched.current.add(event.conversationId);
    else if (event.type !== 'reload') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(refresh, SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const patch = useCallback<List['patch']>((id, change) => {
    let before: ListRow | undefined;
    setRows((known) => {
      before = known.find((row) => row.id === id);
      const after = before && change(before);
      if (!before || after === before) return known;
      return after ? known.map((row) => (row.id === id ? after : row)) : known.filter((row) => row.id !== id);
    });
    return () => setRows((known) => (before ? [...known.filter((row) => row.id !== id), before].sort(inOrder) : known));
  }, []);

  return { rows, hasMore: next !== null, failed, loadMore, patch };
}
