import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';

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
    <nav aria-label={t('label')} className="mb-5 flex flex-wrap gap-x-1 gap-y-2 border-b">
      {(Object.keys(tabs) as (keyof typeof tabs)[]).map((tab) => (
        <Link
          key={tab}
          href={tabs[tab]}
          aria-current={tab === current ? 'page' : undefined}
          className={classNames(
            '-mb-px border-b-2 px-2.5 pb-2 font-medium',
            tab === current ? 'border-ink text-ink' : 'border-transparent text-ink-2 hover:text-ink',
          )}
        >
          {t(tab)}
        </Link>
      ))}
    </nav>
  );
}
