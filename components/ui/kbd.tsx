'use client';
import { classNames } from './class-names.ts';
import { useKeys } from './use-keys.ts';

/** A key. `onInk` for the black button. */
export function Kbd({ children, onInk = false, className }: { children: string; onInk?: boolean; className?: string }) {
  const keys = useKeys();
  return (
    <kbd
      className={classNames(
        'inline-block min-w-4 rounded-[4px] border px-1 py-0.5 text-center font-sans text-[10.5px] leading-none font-medium pointer-coarse:hidden',
        onInk ? 'border-transparent bg-ink-inv/16 text-ink-inv/85' : 'border-line-2 border-b-2 bg-surface text-ink-3',
        className,
      )}
    >
      {keys(children)}
    </kbd>
  );
}
