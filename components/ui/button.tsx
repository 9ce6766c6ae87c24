import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type Look = { variant?: 'primary' | 'default' | 'ghost' | 'danger'; size?: 'sm' | 'md' | 'icon' };

const BASE =
  'inline-flex items-center justify-center gap-[7px] rounded-[7px] border text-body font-[550] whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50 disabled:pointer-events-none aria-disabled:pointer-events-none';
const VARIANT = {
  primary: 'border-ink bg-ink text-ink-inv shadow-1 hover:bg-ink/88',
  default: 'border-line-2 bg-surface text-ink shadow-1 hover:bg-hover',
  ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-rose-line bg-surface text-rose shadow-1 hover:bg-rose-wash',
};
const SIZE = { sm: 'h-7 px-2.5', md: 'h-8 px-3', icon: 'size-7 shrink-0 p-0' };

/** The look of a button, for links. One `primary` a screen. */
export function buttonClass({ variant = 'default', size = 'md' }: Look = {}): string {
  return classNames(BASE, VARIANT[variant], SIZE[size]);
}

export function Button({ variant, size, className, type = 'button', ...props }: ComponentProps<'button'> & Look) {
  return <button type={type} className={classNames(buttonClass({ variant, size }), className)} {...props} />;
}
