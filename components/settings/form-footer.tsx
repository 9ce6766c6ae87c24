import type { ReactNode } from 'react';
import { FormError } from '#components/entry/form-error.tsx';

/** The end of a form: what went wrong or went well, and the buttons. */
export function FormFooter({ error, done, children }: { error?: string; done?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <FormError>{error}</FormError>
      <div className="flex flex-wrap items-center gap-3">
        {children}
        <p role="status" className="text-ink-2">
          {done}
        </p>
      </div>
    </div>
  );
}
