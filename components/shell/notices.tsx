'use client';
import { CircleAlert, CloudOff, MailX, Waypoints } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Trouble } from '#lib/channels/health.ts';
import type { WorkerState } from '#lib/jobs/pulse.ts';
import { useIsLive, useLive } from './live.tsx';
import { WorkerAway } from './worker-away.tsx';

/** Quiet lines above the page, for what is true of the whole app. */
export function Notices({
  mailIsCaptured,
  troubles,
  worker,
  undone,
  proxyUnknown,
}: {
  mailIsCaptured: boolean;
  troubles: Trouble[];
  /** Null: not this agent's to repair. */
  worker: WorkerState | null;
  /** How many jobs failed for good. */
  undone: number;
  /** A proxy in front that the settings do not name. */
  proxyUnknown: boolean;
}) {
  const t = useTranslations('shell');
  const live = useIsLive();
  const router = useRouter();
  useLive(({ type }) => {
    if (['mailbox.changed', 'workspace.changed', 'undone.changed'].includes(type)) router.refresh();
  });
  const [trouble, ...others] = troubles;
  return (
    <>
      {worker && <WorkerAway initial={worker} />}
      <div role="status" className="flex-none">
        {trouble && (
          <div className="flex min-h-8 items-center gap-x-2.5 border-b bg-rose-wash px-4 py-1 text-sm text-ink-2">
            <CircleAlert aria-hidden="true" className="flex-none text-rose" />
            <p>
              <span className="mr-2.5 text-ink">
                {t(trouble.direction === 'in' ? 'mail.notFetched' : 'mail.notSent', { address: trouble.address })}{' '}
                {t('mail.more', { n: others.length })}
              </span>
              <Link
                href={'/settings/mail' as Route}
                className="inline-block underline underline-offset-2 hover:text-ink"
              >
                {t('mail.whatIsWrong')}
              </Link>
            </p>
          </div>
        )}
        {undone > 0 && (
          <div className="flex min-h-8 items-center gap-x-2.5 border-b bg-rose-wash px-4 py-1 text-sm text-ink-2">
            <CircleAlert aria-hidden="true" className="flex-none text-rose" />
            <p>
              <span className="mr-2.5 text-ink">{t('undone', { n: undone })}</span>
              <Link
                href={'/settings/quarantine' as Route}
                className="inline-block underline underline-offset-2 hover:text-ink"
              >
                {t('undoneLook')}
              </Link>
            </p>
          </div>
        )}
      </div>
      {proxyUnknown && (
        <p className="flex min-h-8 flex-none items-center gap-x-2.5 border-b border-amber-line bg-amber-wash px-4 py-1 text-sm text-ink">
          <Waypoints aria-hidden="true" className="flex-none text-amber" />
          {t('proxy')}
        </p>
      )}
      {mailIsCaptured && (
        <div className="flex min-h-8 flex-none items-center gap-x-2.5 border-b border-amber-line bg-amber-wash px-4 py-1 text-sm text-ink-2">
          <MailX aria-hidden="true" className="text-amber" />
          <p>
            <span className="mr-2.5 text-ink">{t('mail.banner')}</span>
            <Link href={'/mail' as Route} className="inline-block underline underline-offset-2 hover:text-ink">
              {t('mail.look')}
            </Link>
          </p>
        </div>
      )}
      <div role="status" className="flex-none">
        {!live && (
          <p className="flex min-h-8 items-center gap-2.5 border-b bg-sunken px-4 py-1 text-sm text-ink-2">
            <CloudOff aria-hidden="true" className="text-ink-3" />
            {t('connectionLost')}
          </p>
        )}
      </div>
    </>
  );
}
