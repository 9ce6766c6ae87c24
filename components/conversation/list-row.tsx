'use client';
import { Clock, Flame, Headset, MessageCircleQuestion, Stamp } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ListRow } from '#lib/conversations/list.ts';
import type { View } from '#lib/conversations/views.ts';

/** Pixels; the list needs it before a row is drawn. */
export const ROW_HEIGHT = 79;
const MOST_TAGS = 2;

function snoozed(row: ListRow, view: View): boolean {
  return row.snoozedUntil !== null && view === 'snoozed';
}

export const ConversationRow = memo(function ConversationRow({
  row,
  view,
  team,
  selected,
  onOpen,
}: {
  row: ListRow;
  view: View;
  /** Its team's name, where the view does not say it. */
  team: string | null;
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
        <div className="flex items-center gap-1.5">
          <Chips row={row} view={view} team={team} />
          <p className="min-w-0 flex-1 truncate text-ink-3">
            {row.lastAuthor === 'ai' && <span className="text-iris">{t('previewAi')} </span>}
            {row.lastAuthor === 'agent' && <span className="text-pine">{t('previewUs')} </span>}
            {row.preview}
          </p>
        </div>
      </div>
    </Link>
  );
});

function Chips({ row, view, team }: { row: ListRow; view: View; team: string | null }) {
  const t = useTranslations('inbox');
  return (
    <>
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
      {team && (
        <Chip tone="neutral" icon={<Headset aria-label={t('team.label')} />} className="max-w-28">
          {team}
        </Chip>
      )}
      {row.tags.slice(0, MOST_TAGS).map((tag) => (
        <Chip key={tag} tone="line" className="max-w-24">
          {tag}
        </Chip>
      ))}
    </>
  );
}
