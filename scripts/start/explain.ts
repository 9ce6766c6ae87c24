// What a failed start says: one sentence for what a person can put right, the whole error for what only we can.
import { userInfo } from 'node:os';
import { CannotStart } from '#lib/platform/errors.ts';

/** A sentence, or the error itself when it is none of those that are expected. */
export function explain(error: unknown): unknown {
  if (error instanceof CannotStart) return error.message;
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (path && /^(EACCES|EPERM|EROFS)$/.test(code))
    return `${path} cannot be used by ${userName()} (${code}). Perhaps Tandem was installed or started by another user before; start it as that user, or give the files to this one with chown -R. Nothing was lost.`;
  if (path && code === 'ENOENT') return `${path} is not there.`;
  if (code === 'ENOSPC')
    return `The disk is full${path ? ` (${path})` : ''}. Nothing was lost; make room and start again.`;
  return error;
}

export function userName(): string {
  try {
    return `the user ${userInfo().username}`;
  } catch {
    return `the user ${process.getuid?.() ?? ''}`.trim();
  }
}
