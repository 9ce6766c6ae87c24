import type { ReactNode } from 'react';
import { PortalSearchBox } from './portal-search-box.tsx';

/** The frame of every page below home: the search, then the content at reading width (`wide` leaves room for a contents list). */
export function InnerPage({ children, query, wide = false }: { children: ReactNode; query?: string; wide?: boolean }) {
  return (
    <>
      <div className="border-b bg-paper px-4 py-4 sm:px-6">
        <PortalSearchBox initial={query} />
      </div>
      <div className={`mx-auto w-full px-4 py-7 sm:px-6 ${wide ? 'max-w-[1060px]' : 'max-w-[740px]'}`}>{children}</div>
    </>
  );
}
