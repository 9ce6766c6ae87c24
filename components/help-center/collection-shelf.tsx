import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { CollectionIcon } from './collection-icon.tsx';

/** Beside the list on wide screens; the filter row has a select for narrow ones. */
export function CollectionShelf({
  collections,
  current,
}: {
  collections: { id: number; name: string; icon: string; total: number }[];
  current?: number;
}) {
  const t = useTranslations('helpCenter.list');
  const all = collections.reduce((sum, collection) => sum + collection.total, 0);
  const items = [{ id: undefined, name: t('all'), icon: 'book-open', total: all }, ...collections];
  return (
    <nav aria-label={t('collections')} className="hidden w-60 flex-none flex-col gap-0.5 lg:flex">
      {items.map(({ id, name, icon, total }) => (
        <Link
          key={id ?? 0}
          href={(id ? `/help-center?collection=${id}` : '/help-center') as Route}
          aria-current={id === current ? 'true' : undefined}
          className={classNames(
            'flex items-center gap-2.5 rounded-md px-2 py-1.5',
            id === current ? 'bg-sunken font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          )}
        >
          <CollectionIcon name={icon} className="text-ink-3" />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-xs text-ink-3 tabular-nums">{total}</span>
        </Link>
      ))}
    </nav>
  );
}
