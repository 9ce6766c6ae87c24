import type { ComponentProps, ReactNode } from 'react';

/** Larger than in the agent app, for thumbs; 16px keeps phones from zooming in. */
export const CONTACT_BOX =
  'w-full rounded-lg border border-line-2 bg-surface px-3.5 text-base text-ink shadow-1 transition-colors hover:border-ink-3/60 aria-invalid:border-rose';

/** A label with what the field needs and what is wrong with it, both read out with it. */
export function ContactField({
  name,
  label,
  hint,
  error,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  children: (described: Pick<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'>) => ReactNode;
}) {
  const id = `contact-${name}`;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="flex min-w-0 flex-col gap-1.5 lg:col-start-1">
      <label htmlFor={id} className="text-[15px] font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className="text-md text-rose">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-md text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
