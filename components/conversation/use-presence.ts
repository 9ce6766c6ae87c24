'use client';
import { useEffect, useRef } from 'react';
import { tell } from './ask.ts';

const HEARTBEAT_MS = 10_000;
const TYPING_MS = 4_000;

/** Tells colleagues that this agent reads here, and types. Returns what to call on each keystroke. */
export function usePresence(conversationId: number): () => void {
  const typedAt = useRef(0);
  const said = useRef<'reading' | 'typing' | 'left'>('left');
  const beat = useRef<() => void>(() => {});

  useEffect(() => {
    const path = `conversations/${conversationId}/presence`;
    beat.current = () => {
      if (document.hidden) return;
      said.current = Date.now() - typedAt.current < TYPING_MS ? 'typing' : 'reading';
      void tell(path, { state: said.current }).catch(() => {});
    };
    const leave = () => {
      said.current = 'left';
      void tell(path, { state: 'left' }, { keepalive: true }).catch(() => {});
    };
    const onVisibility = () => (document.hidden ? leave() : beat.current());
    beat.current();
    const timer = setInterval(() => beat.current(), HEARTBEAT_MS);
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [conversationId]);

  return () => {
    typedAt.current = Date.now();
    if (said.current !== 'typing') beat.current();
  };
}
