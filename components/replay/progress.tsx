'use client';
// A replay at work: how far it is, asked again every two seconds, and the way to stop it.
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { GateAction } from '#db/schema/ai.ts';

const EVERY_MS = 2000;

export function Progress({
  done,
  total,
  counts,
  onCancel,
}: {
  done: number;
  total: number;
  counts: Record<GateAction, number>;
  /** Null: not this agent's to cancel. */
  onCancel: (() => Promise<{ error?: string }>) | null;
}) {
  const t = useTranslations('replay.progress');
  const common = useTranslations('common');
  const router = useRouter();
  const [busy, start] = useTransition();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Card className="mb-4 flex flex-col gap-2 px-5 py-[18px]">
      <div className="flex items-center gap-3">
        <p className="flex-1 font-medium tabular-nums" role="status">
          {t('counts', { done, total })}
        </p>
        {onCancel && (
          <Button
            disabled={busy}
            onClick={() =>
              start(async () => {
                const { error } = await onCancel().catch(() => ({ error: common('offline') }));
                toast(error ?? t('cancelled'));
                router.refresh();
              })
            }
          >
            {busy ? t('cancelling') : t('cancel')}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={t('label')}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-ink" style={{ width: `${(done / Math.max(total, 1)) * 100}%` }} />
      </div>
      <p className="text-ink-2 tabular-nums">{t('soFar', counts)}</p>
      <p className="text-ink-3">{t('safe')}</p>
    </Card>
  );
}
