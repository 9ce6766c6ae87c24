'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { settingsPages } from '#components/shell/navigation.ts';
import { classNames } from '#components/ui/class-names.ts';
import { intoSight } from '#components/ui/into-sight.ts';

export function SettingsNav() {
  const t = useTranslations('settings.nav');
  const path = usePathname();
  return (
    <nav
      aria-label={t('label')}
      className="relative flex gap-1 max-md:-mx-4 max-md:mb-5 max-md:overflow-x-auto max-md:px-4 max-md:pb-1 md:flex-col"
    >
      {settingsPages.map((page) => {
        const here = path.startsWith(`/settings/${page}`);
        return (
          <Link
            key={page}
            href={`/settings/${page}` as Route}
            ref={here ? intoSight : undefined}
            aria-current={here ? 'page' : undefined}
            className={classNames(
              'rounded-md px-2.5 py-1.5 whitespace-nowrap',
              here ? 'bg-sunken font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
            )}
          >
            {t(page)}
          </Link>
        );
      })}
    </nav>
  );
}
