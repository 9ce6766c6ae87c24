import { ArrowUpRight, BookmarkPlus } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Day } from '#components/ui/day.tsx';
import type { CitedSolved } from '#lib/knowledge/cited-passages.ts';

/** Below a quotation of what was answered before: where it comes from, the way there, and to keep it. */
export function SolvedSource({ solved }: { solved: CitedSolved }) {
  const t = useTranslations('solved');
  const { conversationId, at, open } = solved;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span>{at === null ? t('markGone') : t.rich('mark', { at: () => <Day at={at} /> })}</span>
      <Link
        href={`/inbox/closed/${conversationId}` as Route}
        target="_blank"
        className="inline-flex items-center gap-1 text-ink underline underline-offset-2"
      >
        {t('openConversation', { id: conversationId })}
        <ArrowUpRight className="size-3" />
      </Link>
      {open && (
        <Link
          href={`/help-center/answered?keep=${conversationId}` as Route}
          target="_blank"
          className="inline-flex items-center gap-1 font-[550] text-ink underline underline-offset-2"
        >
          <BookmarkPlus className="size-3" />
          {t('keep')}
        </Link>
      )}
    </span>
  );
}
