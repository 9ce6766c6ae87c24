import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const BOX =
  'w-full rounded-[7px] border border-line-2 bg-surface text-ink shadow-1 transition-colors hover:border-ink-3/60 disabled:opacity-60 aria-invalid:border-rose';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classNames(BOX, 'h-8 px-2.5', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(BOX, 'min-h-20 px-2.5 py-2 leading-normal', className)} {...props} />;
}

export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={classNames('relative inline-block w-full', className)}>
      <select className={classNames(BOX, 'h-8 appearance-none pr-8 pl-2.5')} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-2 right-2 text-ink-3" />
    </span>
  );
}
