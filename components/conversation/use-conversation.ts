'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '#components/shell/live.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { ask } from './ask.ts';

const SETTLE_MS = 120;

export type Change = (now: ConversationView) => ConversationView;
export type Open = {
  conversation: ConversationView;
  /** Shows `change` at once, does `work`, then asks the server. Puts things back and rethrows when `work` fails. */
  attempt: <T>(change: Change, work: () => Promise<T>) => Promise<T>;
  refresh: () => Promise<void>;
  showEarlier: () => Promise<void>;
};

/** The open conversation: as the server gave it, kept up to date by the live stream. */
export function useConversation(initial: ConversationView): Open {
  const [conversation, setConversation] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(0);
  const whole = useRef(false);
  const { id } = initial;

  const refresh = useCallback(async () => {
    // What the server says now would wipe out what is being done.
    if (busy.current > 0) return;
    const fresh = await ask<ConversationView>(`conversations/${id}${whole.current ? '?whole=1' : ''}`).catch(
      () => null,
    );
    if (fresh && busy.current === 0) setConversation(fresh);
  }, [id]);

  const attempt = useCallback<Open['attempt']>(
    async (change, work) => {
      let before: ConversationView | undefined;
      setConversation((now) => {
        before ??= now;
        return change(now);
      });
      busy.current += 1;
      try {
        return await work();
      } catch (error) {
        if (before) setConversation(before);
        throw error;
      } finally {
        busy.current -= 1;
        void refresh();
      }
    },
    [refresh],
  );

  useLive((event) => {
    if (event.conversationId !== id && event.type !== 'reload') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(refresh, SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const showEarlier = useCallback(() => {
    whole.current = true;
    return refresh();
  }, [refresh]);
  return { conversation, attempt, refresh, showEarlier };
}
