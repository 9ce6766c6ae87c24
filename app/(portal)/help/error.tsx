'use client';
import { portalButton } from '#components/portal/portal-button.ts';

/** Shown in place of a page that failed; the header with "Contact us" stays. */
export default function PortalError({ reset }: { error: Error; reset: () => void }) {
  const words = typeof document === 'undefined' ? undefined : document.getElementById('portal')?.dataset;
  return (
    <div role="alert" className="mx-auto max-w-[560px] px-4 py-20 text-center">
      <h1 className="font-display text-3xl font-medium">{words?.errorTitle}</h1>
      <p className="mt-3 text-ink-2">{words?.errorBody}</p>
      <button type="button" onClick={reset} className={`${portalButton()} mt-6`}>
        {words?.errorRetry}
      </button>
    </div>
  );
}
