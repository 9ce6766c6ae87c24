'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, Refused } from '#components/conversation/ask.ts';
import { useLive } from '#components/shell/live.tsx';
import type { ReviewView } from '#lib/reviews/review-view.ts';

const SETTLE_MS = 120;
const MOST_KEPT = 30;

export type Desk = {
  review: ReviewView | null;
  failure: 'gone' | 'load' | null;
  /** The customer wrote after what this answers; the server may not have set it aside yet. */
  wroteAgain: boolean;
  reload: () => Promise<void>;
};

/** The review on the desk and, ahead of time, its neighbours: the next one is there when the key is pressed. */
export function useDesk(id: number | null, initial: ReviewView | null, neighbours: number[]): Desk {
  const [kept, setKept] = useState<ReadonlyMap<number, ReviewView>>(
    () => new Map(initial ? [[initial.id, initial]] : []),
  );
  const [failure, setFailure] = useState<{ id: number; kind: 'gone' | 'load' } | null>(null);
  const asking = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const review = id === null ? null : (kept.get(id) ?? null);

  const load = useCallback(async (wanted: number, ahead: boolean) => {
    if (asking.current.has(wanted)) return;
    asking.current.add(wanted);
    try {
      const fresh = await ask<ReviewView>(`reviews/${wanted}`);
      setKept((known) => new Map([...[...known].filter(([key]) => key !== wanted).slice(-MOST_KEPT), [wanted, fresh]]));
      setFailure((known) => (known?.id === wanted ? null : known));
    } catch (error) {
      const gone = error instanceof Refused && error.status === 404;
      if (!ahead) setFailure({ id: wanted, kind: gone ? 'gone' : 'load' });
    } finally {
      asking.current.delete(wanted);
    }
  }, []);
  const reload = useCallback(async () => {
    if (id !== null) await load(id, false);
  }, [id, load]);

  const key = neighbours.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is asked for again when it comes back, the neighbours once
  useEffect(() => {
    if (id === null) return;
    void load(id, false);
    for (const one of neighbours) if (!kept.has(one)) void load(one, true);
  }, [id, key, load]);

  useLive((event) => {
    if (event.type !== 'reload' && (!review || event.conversationId !== review.conversation.id)) return;
    clearTimeout(timer.current);
    // The stream repeats the last minute to whoever connects: whether this message is a newer one is for the server to say, and until it has
    // said so the keys work. It refuses what was overtaken in any case.
    timer.current = setTimeout(reload, event.type === 'message.received' ? 0 : SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    review,
    failure: failure?.id === id ? failure.kind : null,
    wroteAgain: review?.wroteAgain === true,
    reload,
  };
}
