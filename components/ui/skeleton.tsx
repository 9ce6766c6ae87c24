import { classNames } from './class-names.ts';

/** The shape of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames('block h-3 animate-pulse rounded-md bg-line', className)} />;
}
