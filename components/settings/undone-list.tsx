'use client';
import { RotateCcw, X } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Undone } from '#lib/worker/undone.ts';
import type { FormState } from './form-state.ts';

const KNOWN = ['mail_received', 'message_received', 'outbox_ready', 'replay_run'] as const;

/** What the worker gave up, each with its reason and two ways on. */
export function UndoneList({
  undone,
  retry,
  dismiss,
}: {
  undone: Undone[];
  retry: (id: number) => Promise<FormState>;
  dismiss: (id: number) => Promise<FormState>;
}) {
  const t = useTranslations('settings.undone');
  const [pending, start] = useTransition();
  const act = (work: () => Promise<FormState>, done: string) =>
    start(async () => {
      const { error } = await work();
      if (error) toast.error(error);
      else toast.success(done);
    });
  return (
    <ul className="divide-y divide-line">
      {undone.map(({ id, job, reason, times, lastAt, conversationId, from }) => {
        const known = KNOWN.find((one) => one === job.replaceAll('.', '_'));
        const what = known ? t(`jobs.${known}`, { from: from || t('noSender') }) : t('jobs.other', { job });
        return (
          <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <p className="break-words font-medium">{what}</p>
              <p className="text-sm text-ink-3">
                {conversationId !== null && (
                  <>
                    <Link href={`/inbox/open/${conversationId}` as Route} className="underline underline-offset-2">
                      {t('conversation', { number: conversationId })}
                    </Link>
                    {' · '}
                  </>
                )}
                {t('times', { n: times })} · <TimeAgo at={lastAt} />
              </p>
              <p className="mt-1 text-ink-2 wrap-anywhere">{reason}</p>
            </div>
            <div className="flex flex-none gap-1">
              <Button
                size="sm"
                variant="ghost"
                disabled={pending}
                aria-label={t('dismissLabel', { what })}
                onClick={() => act(() => dismiss(id), t('dismissed'))}
              >
                <X aria-hidden="true" />
                {t('dismiss')}
              </Button>
              <Button
                size="sm"
                disabled={pending}
                aria-label={t('retryLabel', { what })}
                onClick={() => act(() => retry(id), t('retried'))}
              >
                <RotateCcw aria-hidden="true" />
                {t('retry')}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
