'use client';
// Confident replies that wait before they leave: each with its countdown, and a way to stop it or to let it go.
import { Clock } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ask, Refused, tell } from '#components/conversation/ask.ts';
import { useLive } from '#components/shell/live.tsx';
import { Button } from '#components/ui/button.tsx';
import { sure } from '#components/ui/sure.ts';
import { clock, useSecondsUntil } from '#components/ui/use-seconds-until.ts';
import type { AboutToGo as Waiting } from '#lib/reviews/about-to-go.ts';

type Lane = { items: Waiting[]; total: number };

const SETTLE_MS = 200;

export function AboutToGo({ initial, mayDecide }: { initial: Lane; mayDecide: boolean }) {
  const t = useTranslations('review.lane');
  const [lane, setLane] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(async () => {
    const fresh = await ask<Lane>('about-to-go').catch(() => null);
    if (fresh) setLane(fresh);
  }, []);
  useLive((event) => {
    if (event.type === 'presence.changed') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void refresh(), SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  if (lane.items.length === 0) return null;
  return (
    <section aria-label={t('title')} className="max-h-[45%] flex-none overflow-y-auto border-b bg-sunken/50">
      <h2 className="flex items-center gap-1.5 px-4 pt-2.5 text-sm font-medium text-ink-2">
        <Clock aria-hidden="true" className="size-3.5" />
        {t('title')} <span className="text-ink-3 tabular-nums">{lane.total}</span>
      </h2>
      <ul>
        {lane.items.map((item) => (
          <Row key={item.outboxId} item={item} mayDecide={mayDecide} onDone={refresh} />
        ))}
      </ul>
    </section>
  );
}

function Row({ item, mayDecide, onDone }: { item: Waiting; mayDecide: boolean; onDone: () => Promise<void> }) {
  const t = useTranslations('review.lane');
  const inbox = useTranslations('inbox');
  const router = useRouter();
  const seconds = useSecondsUntil(item.dueAt);
  const [busy, setBusy] = useState(false);
  const place = `/inbox/open/${item.conversationId}`;
  const act = async (what: 'stop' | 'hurry') => {
    setBusy(true);
    try {
      await tell(`outbox/${item.outboxId}/${what}`, {});
      toast(t(what === 'stop' ? 'stopped' : 'hurried'));
      if (what === 'stop') return router.push(`${place}#reply` as Route);
    } catch (error) {
      toast.error(error instanceof Refused && error.said ? error.said : inbox('failed'));
    } finally {
      setBusy(false);
      await onDone();
    }
  };
  return (
    <li className="border-b px-4 py-2 last:border-0">
      <button type="button" className="block w-full min-w-0 text-left" onClick={() => router.push(place as Route)}>
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{item.contactName}</span>
          <span className="flex-none font-medium tabular-nums">
            {seconds > 0 ? t('goesIn', { time: clock(seconds) }) : t('goes')}
          </span>
        </span>
        <span className="block truncate text-ink-2">{item.preview}</span>
      </button>
      <div className="mt-1 flex items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate text-sm text-ink-3">
          {item.confidence !== null && t('sure', { percent: sure(item.confidence) })}
        </span>
        {mayDecide && (
          <>
            <Button
              size="sm"
              disabled={busy}
              aria-label={t('stopNamed', { name: item.contactName })}
              onClick={() => void act('stop')}
            >
              {t('stop')}
            </Button>
            <Button
              size="sm"
              variant="ghost"
              disabled={busy}
              aria-label={t('sendNamed', { name: item.contactName })}
              onClick={() => void act('hurry')}
            >
              {t('send')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
