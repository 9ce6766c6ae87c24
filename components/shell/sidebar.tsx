'use client';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { Logo } from './logo.tsx';
import { NavLink } from './nav-link.tsx';
import { inboxItems, type NavItem, reviewItem, teamItem, workspaceItems } from './navigation.ts';
import type { Counts } from './use-counts.ts';

/** Beside the page; on a phone a drawer over it. */
export function Sidebar({
  workspaceName,
  counts,
  open,
  onClose,
  onSearch,
  user,
}: {
  workspaceName: string;
  counts: Counts;
  open: boolean;
  onClose: () => void;
  onSearch: () => void;
  user: ReactNode;
}) {
  const t = useTranslations('shell');
  const links = (items: NavItem[]) =>
    items.map((item) => <NavLink key={item.href} item={item} count={item.count && counts[item.count]} />);
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('closeMenu')}
        onClick={onClose}
        className={classNames('fixed inset-0 z-40 bg-[rgb(20_19_18/0.4)] md:hidden', !open && 'hidden')}
      />
      <nav
        aria-label={t('main')}
        className={classNames(
          'flex min-h-0 flex-col gap-0.5 border-r bg-paper px-2 py-2.5',
          'max-md:invisible max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-50 max-md:w-[272px] max-md:-translate-x-full max-md:transition-[translate,visibility] max-md:duration-150',
          open && 'max-md:visible max-md:translate-x-0 max-md:shadow-2',
        )}
      >
        <div className="flex items-center gap-2 px-2 pt-1 pb-2.5">
          <Logo />
          <span className="min-w-0 truncate font-semibold tracking-[-0.01em]">{workspaceName}</span>
          <button
            type="button"
            onClick={onClose}
            aria-label={t('closeMenu')}
            className="ml-auto grid size-8 place-items-center text-ink-3 md:hidden"
          >
            <X />
          </button>
        </div>
        <div className="-mx-2 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2">
          <button
            type="button"
            onClick={onSearch}
            className="flex h-[30px] flex-none items-center gap-[9px] rounded-md px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Search aria-hidden="true" className="text-ink-3" />
            {t('search')}
            <Kbd className="ml-auto">{t('searchKeys')}</Kbd>
          </button>
          <NavLink item={reviewItem} count={counts.review} />
          <Heading>{t('inbox')}</Heading>
          {links(inboxItems)}
          {counts.teams.length > 0 && <Heading>{t('teams')}</Heading>}
          {counts.teams.map(({ id, name, unassigned }) => (
            <NavLink key={id} item={teamItem(id)} also={`/inbox/team-${id}-open`} name={name} count={unassigned} />
          ))}
          <Heading>{t('workspace')}</Heading>
          {links(workspaceItems)}
        </div>
        {user}
      </nav>
    </>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="px-2 pt-3.5 pb-1 text-2xs font-[550] tracking-normal text-ink-3">{children}</h2>;
}
