import { CircleCheck, Stamp } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { AutopilotMode } from '#db/schema/ai.ts';

/** Nothing waits: why, and what fills Review. */
export function EmptyQueue({ mode, demo, everDecided }: { mode: AutopilotMode; demo: boolean; everDecided: boolean }) {
  const t = useTranslations('review.empty');
  const silent = mode === 'off' || mode === 'suggest';
  return (
    <EmptyState
      icon={everDecided && !silent ? <CircleCheck /> : <Stamp />}
      title={t(everDecided && !silent ? 'doneTitle' : 'title')}
      body={silent ? t(mode) : t(everDecided ? 'doneBody' : 'body')}
      action={
        silent ? (
          <Link href={'/autopilot' as Route} className={buttonClass()}>
            {t('autopilot')}
          </Link>
        ) : demo ? (
          <span className="flex flex-col items-center gap-2 text-ink-2">
            {t('demo')}
            <code className="rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm text-ink select-all">
              npm run demo:mail
            </code>
          </span>
        ) : (
          <Link href={(everDecided ? '/inbox/open' : '/settings/mail') as Route} className={buttonClass()}>
            {t(everDecided ? 'inbox' : 'mailbox')}
          </Link>
        )
      }
      className="py-24"
    />
  );
}
