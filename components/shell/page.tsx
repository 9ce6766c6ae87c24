import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';

/** The frame of every agent page but the inbox and Review: a bar with the title, and content that scrolls. */
export function Page({
  title,
  subtitle,
  actions,
  children,
  width = 'narrow',
}: {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: 'narrow' | 'wide';
}) {
  return (
    <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex min-h-12 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b px-6 py-2 max-md:pr-4 max-md:pl-14">
        <div className="flex min-w-0 flex-1 items-center gap-x-3 max-md:basis-24 max-md:flex-col max-md:items-start">
          <h1 className="max-w-full flex-none truncate text-md">{title}</h1>
          {subtitle && <div className="max-w-full min-w-0 truncate text-ink-3">{subtitle}</div>}
        </div>
        {actions && <div className="ml-auto flex flex-none items-center gap-2">{actions}</div>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div
          className={classNames(
            'mx-auto w-full px-6 py-6 max-md:px-4',
            width === 'wide' ? 'max-w-[1120px]' : 'max-w-[760px]',
          )}
        >
          {children}
        </div>
      </div>
    </main>
  );
}
