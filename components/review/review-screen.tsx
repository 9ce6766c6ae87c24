'use client';
// Review: the queue, the proposal on the desk, and why a person should look. Moves at once; the server has the last word.
import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { undoLast } from '#components/conversation/undo.ts';
import { useCommands } from '#components/shell/commands.ts';
import { useShortcuts } from '#components/shell/shortcuts.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { QueueOrder, QueuePage, ReviewView } from '#lib/reviews/review-view.ts';
import { Desk } from './desk.tsx';
import { DeskSkeleton } from './desk-skeleton.tsx';
import { QueueList } from './queue-list.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { UndoLines } from './undo-lines.tsx';
import { type Decision, useDecide } from './use-decide.ts';
import { useDesk } from './use-desk.ts';
import { useQueue } from './use-queue.ts';
import { WhyPanel } from './why-panel.tsx';

export function ReviewScreen({
  initialQueue,
  initialReview,
  initialOrder,
  me,
  mayDecide,
  undoSeconds,
  aboutToGo,
  secondLook,
  empty,
}: {
  initialQueue: QueuePage;
  initialReview: ReviewView | null;
  initialOrder: QueueOrder;
  me: { id: number; name: string };
  mayDecide: boolean;
  undoSeconds: number;
  /** Confident replies that wait before they leave, above the queue. */
  aboutToGo: ReactNode;
  /** A question about a reply of the past, under the queue. */
  secondLook: ReactNode;
  empty: ReactNode;
}) {
  const t = useTranslations('review');
  const router = useRouter();
  const [order, setOrder] = useState(initialOrder);
  const queue = useQueue(order, initialQueue);
  const { items } = queue;
  const { opened, go } = usePlace();
  // On a wide screen something always lies on the desk.
  const selected = opened ?? items[0]?.reviewId ?? null;
  const index = items.findIndex((item) => item.reviewId === selected);
  const place = useRef(0);
  if (index >= 0) place.current = index;
  const next =
    items[index >= 0 ? index + 1 : place.current] ?? items[index >= 0 ? index - 1 : place.current - 1] ?? null;
  const neighbours = [index + 1, index + 2, index - 1].flatMap((at) => items[at]?.reviewId ?? []);
  const { review, failure, wroteAgain, reload } = useDesk(selected, initialReview, neighbours);
  const [rejecting, setRejecting] = useState(false);
  /** What is being written, by review: leaving and coming back keeps it. */
  const [texts, setTexts] = useState<Record<number, string>>({});
  const [editing, setEditing] = useState<number | null>(null);

  const onReturn = useCallback(
    (reviewId: number, text: string | null) => {
      go(reviewId);
      if (text !== null) {
        setTexts((known) => ({ ...known, [reviewId]: text }));
        setEditing(reviewId);
      }
    },
    [go],
  );
  const { decide, undo, undoable } = useDecide({ queue, undoSeconds, onReturn });
  const pending = review?.status === 'pending' && review.id === selected;
  const ready = mayDecide && pending && !wroteAgain && editing !== review.id;

  const step = (by: 1 | -1) => {
    const at = index >= 0 ? index + by : place.current - (by < 0 ? 1 : 0);
    const row = items[at];
    if (row) go(row.reviewId, 'replace');
  };
  const settle = (decision: Decision): Promise<boolean> | null => {
    if (!review || !mayDecide || !pending || wroteAgain) return null;
    setEditing(null);
    const decided = decide(review, decision);
    if (next) go(next.reviewId, 'replace');
    else go(null, 'replace');
    return decided;
  };
  const approve = () =>
    review?.proposal.kind === 'reply' && settle({ action: 'approve', proposalId: review.proposalId });
  const edit = () => {
    if (!review) return;
    setTexts((known) => ({ ...known, [review.id]: known[review.id] ?? startOf(review) }));
    setEditing(review.id);
  };
  const takeOver = async () => {
    const id = review?.conversation.id;
    if (await settle({ action: 'take_over' })) router.push(`/inbox/mine/${id}#reply` as Route);
  };

  const down = () => step(1);
  const up = () => step(-1);
  const leave = () => opened !== null && go(null);
  useShortcuts({
    j: down,
    k: up,
    arrowdown: down,
    arrowup: up,
    escape: leave,
    z: () => (undoable.length > 0 ? void undo() : void undoLast()),
  });
  useShortcuts({ a: approve, e: edit, t: () => void takeOver(), r: () => setRejecting(true) }, ready);
  const group = t('title');
  useCommands(
    ready
      ? [
          { id: 'review-edit', group, label: t('actions.edit'), keys: 'E', run: edit },
          { id: 'review-take', group, label: t('actions.takeOver'), keys: 'T', run: () => void takeOver() },
          { id: 'review-reject', group, label: t('actions.reject'), keys: 'R', run: () => setRejecting(true) },
        ]
      : [],
  );

  // The AI has redone it: the new proposal takes the old one's place on the desk.
  const redone =
    review && review.status === 'stale'
      ? items.find((item) => item.conversationId === review.conversation.id && item.reviewId !== review.id)
      : undefined;
  const redoneId = redone?.reviewId;
  useEffect(() => {
    if (redoneId === undefined || editing !== null) return;
    go(redoneId, 'replace');
    toast(t('state.redone'));
  }, [redoneId, editing, go, t]);

  const chooseOrder = (chosen: QueueOrder) => {
    setOrder(chosen);
    // biome-ignore lint/suspicious/noDocumentCookie: a preference of this browser, read by the page
    document.cookie = `review-order=${chosen};path=/review;max-age=31536000;samesite=lax`;
  };

  const lines = <UndoLines lines={undoable} onUndo={(line) => void undo(line)} />;
  return (
    <main
      id="content"
      className="relative grid min-h-0 flex-1 grid-cols-[316px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] bg-surface max-lg:grid-cols-[272px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
    >
      <QueueList
        aboutToGo={aboutToGo}
        secondLook={secondLook}
        queue={queue}
        order={order}
        opened={opened}
        selected={selected}
        empty={empty}
        onOrder={chooseOrder}
        onOpen={(id) => go(id)}
        className={classNames(opened !== null && 'max-md:invisible')}
      />
      <div
        className={classNames(
          'grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] max-md:absolute max-md:inset-0 max-md:bg-surface',
          review && 'xl:grid-cols-[minmax(0,1fr)_292px]',
          opened === null && 'max-md:hidden',
        )}
      >
        {review && review.id === selected ? (
          <>
            <Desk
              key={review.conversation.id}
              review={review}
              me={me}
              mayDecide={mayDecide}
              wroteAgain={wroteAgain && review.status === 'pending'}
              editing={editing === review.id && pending ? (texts[review.id] ?? '') : null}
              undo={lines}
              onText={(text) => setTexts((known) => ({ ...known, [review.id]: text }))}
              onSend={(body) => settle({ action: 'edit', body })}
              onApprove={approve}
              onEdit={edit}
              onCancelEdit={() => setEditing(null)}
              onTakeOver={() => void takeOver()}
              onReject={() => setRejecting(true)}
              onNext={next ? () => go(next.reviewId, 'replace') : null}
              onBack={() => go(null)}
            />
            <WhyPanel review={review} className="max-xl:hidden" />
          </>
        ) : (
          <div className="flex min-h-0 flex-col">
            <div className="min-h-0 flex-1 overflow-y-auto">
              {selected === null ? (
                empty
              ) : failure ? (
                <EmptyState
                  title={t(failure === 'gone' ? 'failed.gone' : 'failed.load')}
                  action={
                    failure === 'gone' ? (
                      <Button onClick={() => go(null)}>{t('back')}</Button>
                    ) : (
                      <Button onClick={() => void reload()}>{t('failed.retry')}</Button>
                    )
                  }
                />
              ) : (
                <DeskSkeleton />
              )}
            </div>
            {lines}
          </div>
        )}
      </div>
      {opened === null && <div className="md:hidden max-md:absolute max-md:inset-x-0 max-md:bottom-0">{lines}</div>}
      {rejecting && ready && (
        <RejectDialog
          onClose={() => setRejecting(false)}
          onReject={(reason, note) => {
            setRejecting(false);
            void settle({ action: 'reject', reason, ...(note ? { note } : {}) });
          }}
        />
      )}
    </main>
  );
}

function startOf({ proposal }: ReviewView): string {
  return proposal.kind === 'reply' ? proposal.body : '';
}

const MOVED = 'review-moved';

function onMove(tell: () => void): () => void {
  for (const name of [MOVED, 'popstate']) window.addEventListener(name, tell);
  return () => {
    for (const name of [MOVED, 'popstate']) window.removeEventListener(name, tell);
  };
}

/**
 * Which review the address names. Moving through the queue does not ask the server for a page, and is known at once: the router's own word
 * comes a moment later, too late for the next key.
 */
function usePlace() {
  const routed = usePathname();
  const path = useSyncExternalStore(
    onMove,
    () => window.location.pathname,
    () => routed,
  );
  const opened = /^\/review\/(\d+)$/.exec(path)?.[1];
  const go = useCallback((id: number | null, how: 'push' | 'replace' = 'push') => {
    const to = id === null ? '/review' : `/review/${id}`;
    if (to === window.location.pathname) return;
    if (how === 'push') window.history.pushState(null, '', to);
    else window.history.replaceState(null, '', to);
    window.dispatchEvent(new Event(MOVED));
  }, []);
  return { opened: opened ? Number(opened) : null, go };
}
