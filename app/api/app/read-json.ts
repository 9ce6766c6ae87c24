// A JSON body of the app's own scripts: whose it is, how long it may be, and what it must look like.
import type { z } from 'zod';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { readAtMost } from '../read-at-most.ts';
import { refuseOtherSites } from './same-site.ts';

// The longest text is an article of 200,000 characters, and JSON writes some of them as six bytes.
const LARGEST = 1_500_000;

/** Throws Forbidden (another site's page) or Invalid. JSON alone is taken: a form cannot send that to another site. */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  refuseOtherSites(request.headers);
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw new Forbidden('This is not a request of Tandem’s own pages. Nothing was changed.');
  const bytes = await readAtMost(request.body, LARGEST);
  if (bytes === 'too large') throw new Invalid('This is too long. Nothing was changed.');
  const parsed = schema.safeParse(parse(bytes.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Invalid(
    `This could not be used: ${issue?.message ?? 'unreadable'}. Nothing was changed.`,
    issue?.path.join('.'),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
