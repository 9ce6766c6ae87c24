'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { intoSight } from '#components/ui/into-sight.ts';

const tabs = {
  articles: '/help-center',
  collections: '/help-center/collections',
  snippets: '/help-center/snippets',
  lessons: '/help-center/lessons',
  answered: '/help-center/answered',
} as const;

export function HelpCenterNav({ current }: { current: keyof typeof tabs }) {
  const t = useTranslations('helpCenter.nav');
  return (
    <nav
      aria-label={t('label')}
      className="relative mb-5 flex gap-x-1 border-b max-md:-mx-4 max-md:overflow-x-auto max-md:px-4"
    >
      {(Object.keys(tabs) as (keyof typeof tabs)[]).map((tab) => (
        <Link
          key={tab}
          href={tabs[tab]}
          ref={tab === current ? intoSight : undefined}
          aria-current={tab === current ? 'page' : undefined}
          className={classNames(
            'border-b-2 px-2.5 pb-2 font-medium whitespace-nowrap md:-mb-px',
            tab === current ? 'border-ink text-ink' : 'border-transparent text-ink-2 hover:text-ink',
          )}
        >
          {t(tab)}
        </Link>
      ))}
    </nav>
  );
}
