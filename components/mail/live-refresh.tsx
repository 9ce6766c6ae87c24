'use client';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { useLive } from '#components/shell/live.tsx';

const PAUSE_MS = 300;

/** Reloads a server-rendered page when one of these events happens; many at once are one reload. */
export function LiveRefresh({ events }: { events: string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive((event) => {
    if (event.type !== 'reload' && !events.includes(event.type)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), PAUSE_MS);
  });
  return null;
}
