import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of a JSON-lines file; none when it is not there. */
export function rowsOf<T>(...path: string[]): T[] {
  const file = join(...path);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** Paths of all files below `folder` that `name` fits. */
export function filesBelow(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Text as a mail of its own. */
export function asMail(text: string, type: 'plain' | 'html'): Buffer {
  return Buffer.from(
    `From: Jo <jo@sender.example>\r\nTo: team@helpdesk.example\r\nSubject: Re: hello\r\nMIME-Version: 1.0\r\nContent-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`,
  );
}
