'use client';
// A form on a server action that keeps what was typed when the answer is an error. Works without scripts, too.
import { type FormEvent, startTransition, useActionState } from 'react';
import type { FormState } from './form-state.ts';

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

export function useActionForm(action: FormAction) {
  const [state, run, pending] = useActionState(action, {});
  return {
    state,
    pending,
    /** The error that belongs to a field, or to none (`undefined`). */
    errorFor: (field?: string) => (state.error && state.field === field ? state.error : undefined),
    form: {
      action: run,
      // React empties a form after its action; submitting by hand does not.
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
        startTransition(() => run(form));
      },
    },
  };
}
