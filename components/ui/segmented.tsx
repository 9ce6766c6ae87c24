'use client';
import * as Radix from 'radix-ui/radio-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** One of a few, all visible at once. */
export function Segmented<V extends string>({
  value,
  onChange,
  options,
  label,
  disabled,
  className,
}: {
  value: V;
  onChange: (value: V) => void;
  options: { value: V; label: ReactNode; disabled?: boolean }[];
  label: string;
  disabled?: boolean;
  className?: string;
}) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as V)}
      aria-label={label}
      disabled={disabled}
      className={classNames('inline-flex rounded-lg bg-sunken p-0.5 ring-1 ring-inset ring-line', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="h-7 flex-1 rounded-md px-3 font-medium whitespace-nowrap text-ink-2 hover:text-ink disabled:opacity-50 data-[state=checked]:bg-surface data-[state=checked]:text-ink data-[state=checked]:shadow-1 data-[state=checked]:ring-1 data-[state=checked]:ring-line-2"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
