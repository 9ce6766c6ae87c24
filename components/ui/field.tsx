import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A label with its control, hint and error. Give the control `aria-describedby={`${htmlFor}-hint`}` (or `-error`) to have them read out. */
export function Field({
  label,
  hint,
  error,
  htmlFor,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  htmlFor: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={htmlFor} className="font-medium">
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${htmlFor}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${htmlFor}-error`} role="alert" className="text-sm text-rose">
          {error}
        </p>
      )}
    </div>
  );
}
