'use client';
// One stream of events for the whole app. It carries numbers only; who hears one loads what it needs.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';

/** `reload`: too much happened while we were away; load everything afresh. */
export type LiveEvent = { seq: number | null; type: string; conversationId: number | null };
type Listener = (event: LiveEvent) => void;

const LiveContext = createContext<{ live: boolean; listeners: Set<Listener> }>({ live: true, listeners: new Set() });
const PATIENCE_MS = 2_500;
const RETRY_MS = 3_000;

/** @param after the newest event when the page was made */
export function LiveProvider({ after, children }: { after: number; children: ReactNode }) {
  const [live, setLive] = useState(true);
  const [listeners] = useState(() => new Set<Listener>());
  const newest = useRef(after);

  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource(`/api/events?after=${newest.current}`);
      source.onopen = () => {
        clearTimeout(patience);
        patience = undefined;
        setLive(true);
      };
      source.onmessage = (message) => {
        const event = JSON.parse(message.data) as LiveEvent;
        if (event.seq !== null) newest.current = Math.max(newest.current, event.seq);
        for (const listener of listeners) listener(event);
      };
      source.onerror = () => {
        // Short gaps are the browser's business; it says so only when one lasts.
        patience ??= setTimeout(() => setLive(false), PATIENCE_MS);
        if (source?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(connect, RETRY_MS);
      };
    };
    connect();
    return () => {
      source?.close();
      clearTimeout(retry);
      clearTimeout(patience);
    };
  }, [listeners]);

  const value = useMemo(() => ({ live, listeners }), [live, listeners]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

/** Calls `listener` for every event while this component is on screen. */
export function useLive(listener: Listener): void {
  const { listeners } = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const call: Listener = (event) => latest.current(event);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }, [listeners]);
}

export function useIsLive(): boolean {
  return useContext(LiveContext).live;
}
