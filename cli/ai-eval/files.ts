// Reads the files that an evaluation names. Everything wrong with one is said in one sentence: which file, which line, what it should be.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Invalid } from '#lib/platform/errors.ts';

const text = z.string();
const optionalText = z.string().nullish();
const id = z.union([text.min(1), z.number().transform(String)], 'a text is needed');
/** One name, or a list of them. */
const names = z.union([z.array(text), text.transform((one) => [one])], 'a list of texts is needed').nullish();

/** `body` or `text` holds the article; `visibility: internal` is kept out of what customers may see. */
export const knowledgeRow = z.object({
  id,
  title: text,
  body: optionalText,
  text: optionalText,
  collection: optionalText,
  visibility: optionalText,
  updated: optionalText,
  review_by: optionalText,
  lang: optionalText,
});
export type KnowledgeRow = z.infer<typeof knowledgeRow>;

export const rawQuestion = z
  .object({
    id,
    text: optionalText,
    query: optionalText,
    subject: optionalText,
    channel: optionalText,
    gold: names,
    label: optionalText,
    risk: names,
    lang: optionalText,
    after_removal: optionalText,
  })
  .refine((row) => row.text || row.query || row.subject, { path: ['text'], error: 'there is no message to answer' });
export type RawQuestion = z.infer<typeof rawQuestion>;

const ids = z.array(id);

/** One JSON object a line; empty lines are skipped, fields that nobody asks for too. No line at all is a list of none. Throws Invalid. */
export function readRows<T extends { id: string }>(path: string, what: string, row: z.ZodType<T>): T[] {
  const seen = new Set<string>();
  const rows: T[] = [];
  readText(path, what)
    .split('\n')
    .forEach((line, at) => {
      if (!line.trim()) return;
      const where = `${what} file ${path}, line ${at + 1}`;
      const parsed = row.safeParse(parse(line, where));
      if (!parsed.success) throw new Invalid(`${where}: ${explain(parsed.error)}`);
      if (seen.has(parsed.data.id)) throw new Invalid(`${where}: the id “${parsed.data.id}” occurs twice.`);
      seen.add(parsed.data.id);
      rows.push(parsed.data);
    });
  return rows;
}

/** A JSON array of ids. Throws Invalid. */
export function readIds(path: string): Set<string> {
  const parsed = ids.safeParse(parse(readText(path, 'removal'), `The removal file ${path}`));
  if (!parsed.success) throw new Invalid(`The removal file ${path} must be a JSON array of ids, like ["a", "b"].`);
  return new Set(parsed.data);
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw new Invalid(`The ${what} file ${path} ${why}. Nothing was measured.`);
  }
}

function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Invalid(`${where}: this is not JSON.`);
  }
}

function explain(error: z.ZodError): string {
  const [first] = error.issues;
  return `${first?.path.join('.') || 'the object'}: ${first?.message ?? 'is not as it should be'}.`;
}
