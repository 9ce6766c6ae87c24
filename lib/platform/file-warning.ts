// What a file's name and size already say against it. Nothing is thrown away for it: people are warned, and it never opens in the browser.

/** `type`: of a kind that runs as a program. `size`: larger than files usually are here. */
export type FileWarning = 'type' | 'size';

export type FileLimits = {
  /** Megabytes that a file of a reply may have, and all of them together. */
  largestMb: number;
  /** Extensions, lower case, without a dot. */
  blocked: string[];
};

export function fileWarning(
  { filename, size }: { filename: string; size: number },
  limits: FileLimits,
): FileWarning | null {
  if (isBlockedType(filename, limits.blocked)) return 'type';
  return size > limits.largestMb * 1_000_000 ? 'size' : null;
}

/** By its last extension, as the system that opens it goes by: Windows takes `a.exe. ` for `a.exe`. */
export function isBlockedType(filename: string, blocked: string[]): boolean {
  const name = filename.normalize('NFKC').replace(/[\s.]+$/, '');
  const extension = /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase();
  return extension !== undefined && blocked.includes(extension);
}
