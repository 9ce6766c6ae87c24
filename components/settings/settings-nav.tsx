'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { settingsPages } from '#components/shell/navigation.ts';
import { classNames } from '#components/ui/class-names.ts';

export function SettingsNav() {
  const t = useTranslations('settings.nav');
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row scrolls sideways: the page one is on must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is another place in the row
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>('[aria-current]');
    if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
  }, [path]);
  return (
    <nav
      ref={nav}
      aria-label={t('label')}
      className="relative flex gap-1 max-md:-mx-4 max-md:mb-5 max-md:overflow-x-auto max-md:px-4 max-md:pb-1 md:flex-col"
    >
      {settingsPages.map((page) => {
        const here = path.startsWith(`/settings/${page}`);
        return (
          <Link
            key={page}
            href={`/settings/${page}` as Route}
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
