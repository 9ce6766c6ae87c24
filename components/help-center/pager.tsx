import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';

export function Pager({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  const t = useTranslations('helpCenter.list');
  if (pages <= 1) return null;
  return (
    <nav aria-label={t('pages')} className="mt-4 flex items-center gap-3">
      {page > 1 && (
        <Link href={href(page - 1) as Route} rel="prev" className={buttonClass({ size: 'sm' })}>
          {t('previous')}
        </Link>
      )}
      <span className="text-ink-3 tabular-nums">{t('page', { page, pages })}</span>
      {page < pages && (
        <Link href={href(page + 1) as Route} rel="next" className={buttonClass({ size: 'sm' })}>
          {t('next')}
        </Link>
      )}
    </nav>
  );
}
