import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ArticleRow } from '#lib/knowledge/article-list.ts';
import { StatusChip } from './status-chip.tsx';

export function ArticleRows({ rows }: { rows: ArticleRow[] }) {
  const t = useTranslations('helpCenter.list');
  return (
    <ul className="divide-y rounded-xl border bg-surface">
      {rows.map((row) => (
        <li key={row.id} className="min-w-0 first:rounded-t-xl last:rounded-b-xl hover:bg-hover">
          <Link
            href={`/help-center/articles/${row.id}`}
            prefetch={false}
            className="flex items-center gap-3 px-4 py-2.5"
          >
            <span className="min-w-0 flex-1">
              <span lang={row.language} className="block truncate font-medium">
                {row.title}
              </span>
              <span className="block truncate text-sm text-ink-3">
                {row.collection} · {t('updated')} <TimeAgo at={row.updatedAt} />
                {row.updatedBy && <> {t('by', { name: row.updatedBy })}</>}
              </span>
            </span>
            {row.due && <Chip tone="amber">{t('due')}</Chip>}
            {row.language !== 'en' && <span className="text-xs text-ink-3 uppercase">{row.language}</span>}
            <StatusChip status={row.status} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
