import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { StatusChip } from './status-chip.tsx';
import type { StoredArticle } from './stored-article.ts';

/** What is stored, as opposed to what is typed: status, last save, and the way to the public page. */
export function ArticleState({
  stored,
  dirty,
  saving,
}: {
  stored: StoredArticle | null;
  dirty: boolean;
  saving: boolean;
}) {
  const t = useTranslations('helpCenter');
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {stored && <StatusChip status={stored.status} />}
      <span role="status">
        {saving ? (
          t('editor.saving')
        ) : dirty ? (
          t('editor.unsaved')
        ) : stored ? (
          <>
            {stored.updatedBy ? t('editor.savedBy', { name: stored.updatedBy }) : t('editor.saved')}{' '}
            <TimeAgo at={stored.version} />
          </>
        ) : null}
      </span>
      {stored?.status === 'published' && (
        <a
          href={`/help/articles/${encodeURIComponent(stored.slug)}`}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1.5 text-ink-2 hover:text-ink hover:underline"
        >
          {t('nav.portal')}
          <ExternalLink aria-hidden="true" className="size-3" />
        </a>
      )}
    </span>
  );
}
