// Expected failures become values that a client component can show; everything else stays an error.
import { ZodError } from 'zod';
import type { Problem } from '#components/help-center/outcome.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';

export async function outcome<T extends object>(work: () => Promise<T>): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ZodError) {
      const [issue] = error.issues;
      return { error: issue?.message ?? 'This could not be read.', field: issue?.path.join('.') };
    }
    if (error instanceof Invalid) return { error: error.message, field: error.field };
    if (error instanceof Conflict) return { error: error.message, conflict: true };
    if (error instanceof Forbidden || error instanceof NotFound) return { error: error.message };
    throw error;
  }
}
