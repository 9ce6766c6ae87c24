'use client';
// Deciding: the screen moves on at once, the server has the last word, and for a few seconds it can be taken back.
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Refused, tell } from '#components/conversation/ask.ts';
import type { RejectReason } from '#lib/reviews/reject.ts';
import type { ReviewView } from '#lib/reviews/review-view.ts';
import type { Queue } from './use-queue.ts';

export type Decision =
  | { action: 'approve'; proposalId: number }
  | { action: 'edit'; body: string; close?: boolean }
  | { action: 'reject'; reason: RejectReason; note?: string }
  | { action: 'take_over' };

export type Undoable = {
  reviewId: number;
  conversationId: number;
  action: Decision['action'];
  until: number;
  stored: boolean;
};

const LINES = 3;

type Undone = { status: 'pending' | 'stale'; finalBody: string | null };

export function useDecide({
  queue,
  undoSeconds,
  onReturn,
}: {
  queue: Queue;
  undoSeconds: number;
  /** Back on the desk: undone, or refused. `text`: what had been written. */
  onReturn: (reviewId: number, text: string | null) => void;
}) {
  const t = useTranslations('review.undo');
  const common = useTranslations('common');
  const [undoable, setUndoable] = useState<Undoable[]>([]);
  const onItsWay = useRef(new Map<number, Promise<boolean>>());

  useEffect(() => {
    if (undoable.length === 0) return;
    const timer = setInterval(() => {
      const now = Date.now();
      setUndoable((lines) =>
        lines.some((line) => line.until <= now) ? lines.filter((line) => line.until > now) : lines,
      );
    }, 250);
    return () => clearInterval(timer);
  }, [undoable.length]);

  const forget = useCallback(
    (reviewId: number) => setUndoable((lines) => lines.filter((line) => line.reviewId !== reviewId)),
    [],
  );

  const decide = useCallback(
    (review: ReviewView, decision: Decision): Promise<boolean> => {
      const { id, conversation } = review;
      queue.hide(id);
      const line = { reviewId: id, conversationId: conversation.id, action: decision.action };
      setUndoable((lines) => [
        { ...line, until: Date.now() + undoSeconds * 1000, stored: false },
        ...lines.filter(({ reviewId }) => reviewId !== id).slice(0, LINES - 1),
      ]);
      const work = tell<{ dueAt?: string } | undefined>(`reviews/${id}/decision`, decision)
        .then((sent) => {
          const until = sent?.dueAt ? Date.parse(sent.dueAt) : Date.now() + undoSeconds * 1000;
          setUndoable((lines) => lines.map((one) => (one.reviewId === id ? { ...one, until, stored: true } : one)));
          return true;
        })
        .catch((error: unknown) => {
          forget(id);
          const said = error instanceof Refused ? error.said : null;
          toast(said ?? common('offline'), { duration: 8_000 });
          // Who was first has it; anything else comes back to the desk with what was written.
          const first = error instanceof Refused && (error.status === 409 || error.status === 404);
          if (!first) onReturn(id, decision.action === 'edit' ? decision.body : null);
          return false;
        })
        .finally(() => {
          onItsWay.current.delete(id);
          void queue.settle(id);
        });
      onItsWay.current.set(id, work);
      return work;
    },
    [queue, undoSeconds, forget, onReturn, common],
  );

  const undo = useCallback(
    async (line: Undoable | undefined = undoable[0]) => {
      if (!line) return;
      forget(line.reviewId);
      if (onItsWay.current.has(line.reviewId) && !(await onItsWay.current.get(line.reviewId))) return;
      try {
        const undone = await tell<Undone>(`reviews/${line.reviewId}/undo`, {});
        await queue.settle(line.reviewId);
        toast(t(undone.status === 'pending' ? 'undone' : 'undoneStale'));
        if (undone.status === 'pending') onReturn(line.reviewId, line.action === 'edit' ? undone.finalBody : null);
      } catch (error) {
        toast((error instanceof Refused && error.said) || common('offline'), { duration: 8_000 });
      }
    },
    [undoable, forget, queue, onReturn, t, common],
  );

  return { decide, undo, undoable };
}
