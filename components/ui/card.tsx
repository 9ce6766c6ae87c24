import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={classNames('rounded-xl border border-line bg-surface shadow-1', className)} {...props} />;
}
