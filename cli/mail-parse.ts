// `mail parse FILE…`: what production reads in each mail, as one JSON object a line. Whatever a file holds, the answer is an object and exit 0.
import { readFile } from 'node:fs/promises';
import { parsedAsJson } from '#lib/inbound/parsed-json.ts';
import { Invalid } from '#lib/platform/errors.ts';

export async function mailParse(files: string[]): Promise<void> {
  if (files.length === 0) throw new Invalid('Name at least one file: npm run -s tandem -- mail parse mail.eml …');
  for (const file of files) {
    const line = await one(file);
    await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));
  }
}

async function one(file: string): Promise<Record<string, unknown>> {
  try {
    return { file, ...(await parsedAsJson(await readFile(file))) };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}
