// Turns the failures that lib expects into a form's answer, in one place.

import { ZodError } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';

/** Runs the action's work; expected failures become words for the person, the rest stays an error. */
export async function formState(work: () => Promise<FormState>): Promise<FormState> {
  try {
    return await work();
  } catch (error) {
    const problem = expected(error);
    if (problem) return problem;
    throw error;
  }
}

function expected(error: unknown): FormState | null {
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return { error: issue?.message ?? 'Check the form.', field: issue?.path.join('.') };
  }
  if (error instanceof Invalid) return { error: error.message, field: error.field };
  if (error instanceof Conflict || error instanceof Forbidden || error instanceof NotFound)
    return { error: error.message };
  return null;
}
