'use client';
// The inbox: the list, beside it what is open. On a phone one of the two at a time.
import type { Route } from 'next';
import { useParams, useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { ListPage } from '#lib/conversations/list.ts';
import type { View } from '#lib/conversations/views.ts';
import { type Inbox, InboxContext, type Mailbox, type Teammate, type Topic } from './inbox-context.ts';
import { ConversationList } from './list.tsx';
import { PaneSkeleton } from './pane-skeleton.tsx';
import { undoLast } from './undo.ts';
import { useList } from './use-list.ts';

// Shorter waits show the old conversation on; longer ones the shape of the new.
const PATIENCE_MS = 150;

export function InboxFrame({
  view,
  initial,
  me,
  mayWrite,
  teammates,
  teams,
  mailboxes,
  topics,
  undoSeconds,
  filesOrigin,
  children,
}: {
  view: View;
  initial: ListPage;
  me: Teammate;
  mayWrite: boolean;
  teammates: Teammate[];
  teams: Inbox['teams'];
  mailboxes: Mailbox[];
  topics: Topic[];
  undoSeconds: number;
  filesOrigin: string | null;
  children: ReactNode;
}) {
  const router = useRouter();
  const params = useParams<{ number?: string }>();
  const shown = params.number ? Number(params.number) : null;
  const list = useList(view, initial);
  const { rows, patch } = list;
  const { heading, waiting, setHeading } = useHeading(shown);
  const selected = heading ?? shown;
  const place = useRef(0);
  const index = rows.findIndex((row) => row.id === selected);
  if (index >= 0) place.current = index;

  // Where the last key led, known before React has drawn it: the next key counts from there.
  const cursor = useRef(selected);
  useLayoutEffect(() => {
    cursor.current = selected;
  }, [selected]);

  const open = useCallback(
    (id: number) => {
      cursor.current = id;
      setHeading(id);
      router.push(`/inbox/${view}/${id}` as Route, { scroll: false });
    },
    [router, view, setHeading],
  );
  const backToList = useCallback(() => {
    cursor.current = null;
    setHeading(null);
    router.push(`/inbox/${view}` as Route, { scroll: false });
  }, [router, view, setHeading]);
  const step = useCallback(
    (by: 1 | -1) => {
      const from = rows.findIndex((row) => row.id === cursor.current);
      // When the open one has left the list, its neighbours are still where it was.
      const at = from >= 0 ? from + by : cursor.current === null ? 0 : place.current - (by < 0 ? 1 : 0);
      const row = rows[at];
      if (row) open(row.id);
    },
    [rows, open],
  );
  const advance = useCallback(
    (from: number) => {
      const at = rows.findIndex((row) => row.id === from);
      const row = rows[at + 1] ?? rows[at - 1];
      if (at >= 0 && row) open(row.id);
      else backToList();
    },
    [rows, open, backToList],
  );

  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    enter: () => selected === null && step(1),
    escape: () => selected !== null && backToList(),
    z: () => void undoLast(),
  });

  const inbox = useMemo<Inbox>(
    () => ({
      view,
      me,
      mayWrite,
      teammates,
      teams,
      mailboxes,
      topics,
      undoSeconds,
      filesOrigin,
      list: { patch },
      step,
      advance,
      backToList,
    }),
    [
      view,
      me,
      mayWrite,
      teammates,
      teams,
      mailboxes,
      topics,
      undoSeconds,
      filesOrigin,
      patch,
      step,
      advance,
      backToList,
    ],
  );
  return (
    <InboxContext value={inbox}>
      <main
        id="content"
        className="relative grid min-h-0 flex-1 grid-cols-[348px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] bg-surface max-lg:grid-cols-[300px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
      >
        <ConversationList
          list={list}
          view={view}
          teams={teams}
          selected={selected}
          onOpen={setHeading}
          className={classNames(selected !== null && 'max-md:invisible')}
        />
        <div
          className={classNames(
            'flex min-h-0 min-w-0 max-md:absolute max-md:inset-0 max-md:bg-surface',
            selected === null && 'max-md:hidden',
          )}
        >
          {waiting ? <PaneSkeleton /> : children}
        </div>
      </main>
    </InboxContext>
  );
}

/** Which conversation is on its way: the list marks it at once, and says so when it takes long. */
function useHeading(shown: number | null) {
  const [heading, setHeading] = useState<number | null>(null);
  const [waiting, setWaiting] = useState(false);
  // Arriving ends the way there, but not the way to a third one that began meanwhile.
  useEffect(() => setHeading((now) => (now === shown ? null : now)), [shown]);
  useEffect(() => {
    const giveUp = () => setHeading(null);
    window.addEventListener('popstate', giveUp);
    return () => window.removeEventListener('popstate', giveUp);
  }, []);
  useEffect(() => {
    setWaiting(false);
    if (heading === null || heading === shown) return;
    const timer = setTimeout(() => setWaiting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [heading, shown]);
  return { heading, waiting, setHeading };
}
