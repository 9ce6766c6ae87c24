// What the contact form may say, checked field by field so that each gets its own words.
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { cleanLine, cleanText } from './clean-text.ts';

export const FORM_LIMITS = { name: 100, subject: 200, message: 20_000, files: 5 } as const;

export type FormFile = { name: string; type: string; content: Buffer };
export type FormFields = { name: string; email: string; subject: string; message: string };
export type FormProblem = keyof FormFields | 'files';

const line = (longest: number) =>
  z
    .string()
    .max(longest * 4)
    .transform((text) => cleanLine(text, longest * 4))
    .pipe(z.string().min(1).max(longest));

const schema = z.object({
  name: line(FORM_LIMITS.name),
  email: z
    .string()
    .max(400)
    .transform((text) => mailAddress(text) ?? '')
    .pipe(z.string().min(1)),
  subject: line(FORM_LIMITS.subject),
  message: z
    .string()
    // A browser sends line ends as two characters and counts them as one.
    .max(FORM_LIMITS.message * 2)
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1).max(FORM_LIMITS.message)),
});

/** Either every field, clean, or the names of those that cannot be used. */
export function readFormFields(input: Record<keyof FormFields, unknown>): FormFields | { problems: FormProblem[] } {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  return { problems: [...new Set(result.error.issues.map((issue) => issue.path[0] as FormProblem))] };
}

/** @param sizes in bytes, of the files that were chosen. @param megabytes that they may have together. */
export function filesFit(sizes: number[], megabytes: number): boolean {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length <= FORM_LIMITS.files && bytes <= megabytes * 1024 * 1024;
}

/** One plain address, domain in lower-case ASCII; null for anything that could be a list, a name, a header or nowhere. */
export function mailAddress(text: string): string | null {
  // Full-width letters and signs, as a Japanese keyboard may write them, become plain ones.
  const plain = text.normalize('NFKC').trim();
  const [, local = '', domain = ''] =
    /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([^\s@<>"(),:;[\]\\]{1,253})$/.exec(plain) ?? [];
  const ascii = domainToASCII(domain);
  const real = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/.test(ascii);
  return local && real ? `${local}@${ascii}` : null;
}
