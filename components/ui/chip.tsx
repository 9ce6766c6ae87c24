import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

const TONE = {
  neutral: 'bg-sunken text-ink-2',
  iris: 'bg-iris-wash text-iris',
  pine: 'bg-pine-wash text-pine',
  amber: 'bg-amber-wash text-amber',
  rose: 'bg-rose-wash text-rose',
  sky: 'bg-sky-wash text-sky',
  line: 'text-ink-2 ring-1 ring-inset ring-line-2',
};

/** Iris and pine mean "the AI" and "a person", here as everywhere. */
export function Chip({
  tone = 'neutral',
  icon,
  className,
  children,
  ...props
}: ComponentProps<'span'> & { tone?: keyof typeof TONE; icon?: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 max-w-full items-center gap-[5px] rounded-full px-[7px] text-xs font-medium whitespace-nowrap [&_.lucide]:size-[11px]',
        TONE[tone],
        className,
      )}
      {...props}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
