'use client';
import { CloudOff, MailX } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useIsLive } from './live.tsx';

/** Quiet lines above the page, for what is true of the whole app. */
export function Notices({ mailIsCaptured }: { mailIsCaptured: boolean }) {
  const t = useTranslations('shell');
  const live = useIsLive();
  return (
    <>
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
