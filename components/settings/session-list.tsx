'use client';
import { Monitor } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { SessionRow } from '#lib/agents/sessions.ts';
import { deviceName } from './device-name.ts';

export function SessionList({
  sessions,
  signOutOne,
  signOutOthers,
}: {
  sessions: SessionRow[];
  signOutOne: (key: string) => Promise<void>;
  signOutOthers: () => Promise<void>;
}) {
  const t = useTranslations('settings.you');
  const [pending, start] = useTransition();
  const nameOf = ({ userAgent }: SessionRow) => {
    const device = deviceName(userAgent);
    return device ? t('device', device) : t('unknownDevice');
  };
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.key} className="flex items-center gap-3 px-4 py-3">
            <Monitor className="text-ink-3" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {nameOf(session)}
                {session.current && <Chip tone="neutral">{t('thisBrowser')}</Chip>}
              </p>
              <p className="text-ink-3">
                {session.ip} · {t('lastUsed')} <TimeAgo at={session.lastUsedAt} />
              </p>
            </div>
            {!session.current && (
              <Button
                size="sm"
                variant="ghost"
                disabled={pending}
                aria-label={t('signOutOneLabel', { device: nameOf(session) })}
                onClick={() => start(() => signOutOne(session.key))}
              >
                {t('signOutOne')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className="border-t px-4 py-3">
          <Button disabled={pending} onClick={() => start(() => signOutOthers())}>
            {t('signOutAll')}
          </Button>
        </div>
      )}
    </>
  );
}
