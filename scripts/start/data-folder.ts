// The one folder where everything that must be kept lives: made, proved writable, and ours alone while we run.

import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from '#lib/platform/errors.ts';
import { type FolderLock, lockFolder } from '#lib/platform/lock-folder.ts';
import { userName } from './explain.ts';

export async function ownDataFolder(folder: string): Promise<FolderLock> {
  makeDataFolder(folder);
  // A starter that was just killed may still be on its way out.
  const result = await lockFolder(folder, 1_000);
  if ('lock' in result) return result.lock;
  throw new CannotStart(
    `Tandem is already running on the data folder ${folder} (process ${result.holder}). Use that one, stop it first, or choose another folder with TANDEM_DATA.`,
  );
}

export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    if (isFile(folder))
      throw new CannotStart(
        `The data folder ${folder} is a file. Nothing was changed; name a folder with TANDEM_DATA.`,
      );
    throw new CannotStart(
      `The data folder ${folder} cannot be written by ${userName()} (${(error as NodeJS.ErrnoException).code}). Nothing was changed; give the folder to that user, or choose another with TANDEM_DATA.`,
    );
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// One by one: Node's own recursive way never ends below /proc and its kind.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Web and worker may start at once.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** TANDEM_SECRET when set; else the one in the data folder, made on the first start. */
export function secretFor(folder: string, given: string | undefined): string {
  return given ?? keptSecret(join(folder, 'secret'));
}

/** A random secret in a file that only we may read. Two processes that start at once agree on one. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    try {
      // Unlike a rename, a link never replaces what somebody else was quicker to make.
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new CannotStart(
      `${file} is damaged (too short). Restore it from a backup: it opens the keys that Tandem has stored.`,
    );
  return secret;
}
