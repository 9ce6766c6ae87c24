// Reads the public corpora that the small models are trained on. The folder is an option: it is not part of this repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** The folder named by --data; ends the script with a sentence when it is not there. */
export function dataFolder(): string {
  const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
  const folder = values.data;
  if (typeof folder === 'string' && existsSync(folder)) return folder;
  console.error(
    'Name the folder with the corpora: --data <folder> (it holds parcelbird/, clinc150/, prompt_injection/…). Nothing was changed.',
  );
  process.exit(1);
}

export function readLines<T>(folder: string, file: string): T[] {
  const path = join(folder, file);
  if (!existsSync(path)) {
    console.error(`${file} is not in the data folder, so it is left out.`);
    return [];
  }
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

export type Question = {
  id: string;
  channel: 'email' | 'chat' | 'form';
  subject: string | null;
  text: string;
  lang: string;
  label: string;
  gold: string[];
  topic: string;
  mood: string;
  risk: string[];
};

export function parcelbird(folder: string): Question[] {
  return readLines<Question>(folder, 'parcelbird/questions_dev.jsonl');
}

/** The lines of mails/<label>.txt, one mail each. */
export function mails(label: string): string[] {
  return readFileSync(new URL(`./mails/${label}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);
}

/** A fifth of the questions, by id, is never trained on: the figures we report come from there and from cross-validation. */
export function heldOut(id: string): boolean {
  return fold5(id) === 0;
}

export function fold5(id: string): number {
  let h = 0;
  for (const character of id) h = (h * 31 + character.charCodeAt(0)) | 0;
  return ((h >>> 3) & 0xffff) % 5;
}
