'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import type { NavItem } from './navigation.ts';

const MOST_SHOWN = 999;

/** @param name for a place whose name is not one of the app's words; `also` is a second address that it stands for. */
export function NavLink({
  item,
  count,
  name,
  also,
}: {
  item: NavItem;
  count?: number | undefined;
  name?: string;
  also?: string;
}) {
  const t = useTranslations('shell');
  const path = usePathname();
  const on = [item.href, also].some((href) => href && (path === href || path.startsWith(`${href}/`)));
  const Icon = item.icon;
  return (
    <Link
      href={item.href as Route}
      aria-current={on ? 'page' : undefined}
      className={classNames(
        'flex h-[30px] items-center gap-[9px] rounded-md px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink',
        on && 'bg-surface text-ink shadow-1 ring-1 ring-inset ring-line hover:bg-surface dark:bg-hover',
      )}
    >
      <Icon aria-hidden="true" className={on ? 'text-ink' : 'text-ink-3'} />
      <span className="truncate" title={name}>
        {name ?? t(`nav.${item.label}`)}
      </span>
      {count !== undefined && count > 0 && (
        <span
          className={classNames(
            'ml-auto text-xs tabular-nums text-ink-3',
            item.count === 'review' && 'font-semibold text-iris',
          )}
        >
          <span aria-hidden="true">{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>
          <span className="sr-only">{t(item.count === 'review' ? 'reviewCount' : 'countLabel', { n: count })}</span>
        </span>
      )}
    </Link>
  );
}
