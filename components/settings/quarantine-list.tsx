'use client';
import { Download, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { QuarantinedMail } from '#lib/inbound/quarantine.ts';
import type { FormState } from './form-state.ts';

export function QuarantineList({
  mails,
  retry,
}: {
  mails: QuarantinedMail[];
  retry: (id: number) => Promise<FormState>;
}) {
  const t = useTranslations('settings.quarantine');
  const [pending, start] = useTransition();
  return (
    <ul className="divide-y divide-line">
      {mails.map(({ id, from, mailbox, reason, size, receivedAt }) => {
        const sender = from || t('noSender');
        return (
          <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <p className="break-words font-medium">{t('from', { from: sender })}</p>
              <p className="text-sm text-ink-3">
                {t('to', { to: mailbox })} · {t('size', { kb: Math.max(1, Math.round(size / 1000)) })} ·{' '}
                <TimeAgo at={receivedAt} />
              </p>
              <p className="mt-1 break-words text-ink-2">{reason}</p>
            </div>
            <div className="flex flex-none gap-1">
              <a
                href={`/api/app/quarantine/${id}`}
                download
                aria-label={t('downloadLabel', { from: sender })}
                className={buttonClass({ size: 'sm', variant: 'ghost' })}
              >
                <Download aria-hidden="true" />
                {t('download')}
              </a>
              <Button
                size="sm"
                disabled={pending}
                aria-label={t('retryLabel', { from: sender })}
                onClick={() =>
                  start(async () => {
                    const { error } = await retry(id);
                    if (error) toast.error(error);
                    else toast.success(t('retried'));
                  })
                }
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
