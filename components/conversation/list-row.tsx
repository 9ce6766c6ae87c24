'use client';
import { Clock, Flame, MessageCircleQuestion, Stamp } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ListRow } from '#lib/conversations/list.ts';
import type { View } from '#lib/conversations/views.ts';

const PLAIN = 79;
const WITH_CHIPS = 104;
const MOST_TAGS = 2;

/** In pixels; the list needs it before the row is drawn. */
export function rowHeight(row: ListRow | undefined, view: View): number {
  return row && hasChips(row, view) ? WITH_CHIPS : PLAIN;
}

function hasChips(row: ListRow, view: View): boolean {
  return (
    row.review !== null ||
    row.tags.length > 0 ||
    row.priority === 'urgent' ||
    row.priority === 'high' ||
    snoozed(row, view)
  );
}

function snoozed(row: ListRow, view: View): boolean {
  return row.snoozedUntil !== null && view === 'snoozed';
}

export const ConversationRow = memo(function ConversationRow({
  row,
  view,
  selected,
  onOpen,
}: {
  row: ListRow;
  view: View;
  selected: boolean;
  onOpen: (id: number) => void;
}) {
  const t = useTranslations('inbox');
  return (
    <Link
      href={`/inbox/${view}/${row.id}` as Route}
      prefetch={false}
      scroll={false}
      aria-current={selected ? 'true' : undefined}
      onClick={(event) => {
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) onOpen(row.id);
      }}
      className={classNames(
        'relative grid h-full grid-cols-[10px_minmax(0,1fr)] gap-x-2 border-b px-4 pt-2.5 outline-offset-[-2px]',
        selected
          ? 'bg-hover before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-ink'
          : 'hover:bg-hover/60',
      )}
    >
      <span className="pt-[7px]">
        {row.unread && (
          <span className="block size-[7px] rounded-full bg-sky">
            <span className="sr-only">{t('unread')}</span>
          </span>
        )}
      </span>
      <div className="min-w-0">
        <div className="flex items-baseline gap-2">
          <span className={classNames('min-w-0 truncate', row.unread ? 'font-semibold' : 'font-[550]')}>
            {row.contactName}
          </span>
          {row.company && <span className="min-w-0 flex-1 truncate text-ink-3">{row.company}</span>}
          <TimeAgo at={row.lastActivityAt} className="ml-auto text-ink-3" />
        </div>
        <p className={classNames('truncate', row.unread && 'font-medium')}>{row.subject || t('noSubject')}</p>
        <p className="truncate text-ink-3">
          {row.lastAuthor === 'ai' && <span className="text-iris">{t('previewAi')} </span>}
          {row.lastAuthor === 'agent' && <span className="text-pine">{t('previewUs')} </span>}
          {row.preview}
        </p>
        {hasChips(row, view) && <Chips row={row} view={view} />}
      </div>
    </Link>
  );
});

function Chips({ row, view }: { row: ListRow; view: View }) {
  const t = useTranslations('inbox');
  return (
    <div className="mt-[3px] flex gap-1.5 overflow-hidden">
      {row.review === 'question' && (
        <Chip tone="pine" icon={<MessageCircleQuestion />}>
          {t('aiAsks')}
        </Chip>
      )}
      {row.review === 'reply' && (
        <Chip tone="iris" icon={<Stamp />}>
          {t('inReview')}
        </Chip>
      )}
      {(row.priority === 'urgent' || row.priority === 'high') && (
        <Chip tone="rose" icon={<Flame />}>
          {t(`priority.${row.priority}`)}
        </Chip>
      )}
      {snoozed(row, view) && row.snoozedUntil && (
        <Chip tone="amber" icon={<Clock />}>
          <TimeAgo at={row.snoozedUntil} />
        </Chip>
      )}
      {row.tags.slice(0, MOST_TAGS).map((tag) => (
        <Chip key={tag} tone="line">
          {tag}
        </Chip>
      ))}
      {row.tags.length > MOST_TAGS && <span className="text-xs text-ink-3">+{row.tags.length - MOST_TAGS}</span>}
    </div>
  );
}
