import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';

export type MailTab = 'captured' | 'scheduled';

export function MailTabs({ tab }: { tab: MailTab }) {
  const t = useTranslations('mail');
  return (
    <nav aria-label={t('tabs')} className="mb-4 flex gap-1">
      {(['captured', 'scheduled'] as const).map((one) => (
        <Link
          key={one}
          href={(one === 'captured' ? '/mail' : '/mail?show=scheduled') as Route}
          aria-current={one === tab ? 'page' : undefined}
          className={classNames(
            'rounded-md px-2.5 py-1 font-medium text-ink-2 hover:bg-hover',
            one === tab && 'bg-sunken text-ink',
          )}
        >
          {t(`tab.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
