'use client';
import { useEffect, useRef } from 'react';

/** On a phone a row of links scrolls sideways: the page one is on must be in sight. @param current what says that another page was opened */
export function useCurrentInSight(current: string) {
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is another place in the row
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>('[aria-current]');
    if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
  }, [current]);
  return nav;
}
