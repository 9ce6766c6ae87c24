// What a file's name and size already say against it. Nothing is thrown away for it: people are warned, and it never opens in the browser.
import { env } from './env.ts';

/** `type`: of a kind that runs as a program. `size`: larger than ATTACHMENT_MAX_MB. */
export type FileWarning = 'type' | 'size';

export function fileWarning({ filename, size }: { filename: string; size: number }): FileWarning | null {
  if (isBlockedType(filename)) return 'type';
  return size > largestFile() ? 'size' : null;
}

/** By its last extension, as the system that opens it goes by: Windows takes `a.exe. ` for `a.exe`. */
export function isBlockedType(filename: string): boolean {
  const name = filename.normalize('NFKC').replace(/[\s.]+$/, '');
  const extension = /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase();
  return extension !== undefined && blockedTypes().has(extension);
}

/** Bytes. */
export function largestFile(): number {
  return env().ATTACHMENT_MAX_MB * 1_000_000;
}

function blockedTypes(): Set<string> {
  return new Set(
    env()
      .ATTACHMENT_BLOCKED.toLowerCase()
      .split(/[\s,]+/)
      .map((extension) => extension.replace(/^\*?\./, ''))
      .filter(Boolean),
  );
}
