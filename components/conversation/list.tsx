'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck, Inbox as InboxIcon } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { useCount } from '#components/shell/use-counts.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { teamOfView, type View } from '#lib/conversations/views.ts';
import { ConversationRow, ROW_HEIGHT } from './list-row.tsx';
import type { List } from './use-list.ts';

const MOST_SHOWN = 999;
const LOAD_AHEAD = 12;

export function ConversationList({
  list: { rows, hasMore, failed, loadMore },
  view,
  teams,
  selected,
  onOpen,
  className,
}: {
  list: List;
  view: View;
  teams: { id: number; name: string }[];
  selected: number | null;
  onOpen: (id: number) => void;
  className?: string;
}) {
  const t = useTranslations('inbox');
  const nav = useTranslations('shell.nav');
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialRect: { width: 348, height: 900 },
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !failed && lastSeen >= rows.length - LOAD_AHEAD) loadMore();
  }, [hasMore, failed, lastSeen, rows.length, loadMore]);

  const at = rows.findIndex((row) => row.id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the selection, not the list
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [selected]);

  const team = teamOfView(view);
  const teamNames = useMemo(() => new Map(teams.map(({ id, name }) => [id, name])), [teams]);
  const counted = useCount(view);
  const count = hasMore ? (counted ?? rows.length) : rows.length;
  const name = team ? t('team.title', { name: teamNames.get(team.teamId) ?? '' }) : nav(view);
  const empty = team ? (team.open ? 'teamOpen' : 'team') : view;
  return (
    <section
      aria-label={t('listLabel', { view: name })}
      className={classNames('flex min-h-0 min-w-0 flex-col border-r max-md:border-r-0', className)}
    >
      <header className="flex h-12 flex-none items-center gap-2 border-b px-4 max-md:pl-14">
        <h1 className="min-w-0 truncate text-md" title={team ? name : undefined}>
          {name}
        </h1>
        <span className="text-ink-3 tabular-nums">{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>
      </header>
      {team && (
        <div className="flex-none border-b px-4 py-2">
          <Segmented
            label={t('team.which')}
            value={team.open ? 'open' : 'unassigned'}
            onChange={(which) =>
              router.push(`/inbox/team-${team.teamId}${which === 'open' ? '-open' : ''}` as Route, { scroll: false })
            }
            options={[
              { value: 'unassigned', label: nav('unassigned') },
              { value: 'open', label: nav('open') },
            ]}
            className="flex w-full"
          />
        </div>
      )}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {rows.length === 0 ? (
          <EmptyState
            icon={team || view === 'unassigned' || view === 'open' || view === 'mine' ? <CircleCheck /> : <InboxIcon />}
            title={t(`empty.${empty}.title`)}
            body={t(`empty.${empty}.body`)}
          />
        ) : (
          <ul className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start, size }) => {
              const row = rows[index];
              return (
                row && (
                  <li
                    key={row.id}
                    className="absolute inset-x-0 top-0"
                    style={{ height: size, transform: `translateY(${start}px)` }}
                  >
                    <ConversationRow
                      row={row}
                      view={view}
                      team={team || row.teamId === null ? null : (teamNames.get(row.teamId) ?? null)}
                      selected={row.id === selected}
                      onOpen={onOpen}
                    />
                  </li>
                )
              );
            })}
          </ul>
        )}
        {failed && (
          <div className="flex items-center justify-between gap-2 px-4 py-3 text-ink-2">
            {t('moreFailed')}
            <Button size="sm" onClick={loadMore}>
              {t('retry')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
