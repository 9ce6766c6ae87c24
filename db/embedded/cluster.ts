// The database's files: made once, under a temporary name, so that an interrupted start leaves nothing half-made.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '#lib/platform/errors.ts';
import type { Binaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';

// Carries the major version: a newer server cannot read an older one's files.
export const CLUSTER = 'pg18';
export const SUPERUSER = 'tandem';

export type Cluster = { folder: string; password: string };

/** @param home our own folder, which `runAs` can write. `durable: false` skips syncing, for tests. */
export async function ensureCluster(
  home: string,
  binaries: Binaries,
  runAs: RunAs,
  durable: boolean,
): Promise<Cluster> {
  const folder = join(home, CLUSTER);
  const password = readPassword(home);
  if (password && existsSync(join(folder, 'PG_VERSION'))) return { folder, password };
  if (existsSync(folder))
    throw new CannotStart(
      `${folder} is there but is not complete (its password file or PG_VERSION is missing). Nothing was changed; restore it from a backup, or move it away to start empty.`,
    );
  const unfinished = `${folder}.tmp`;
  rmSync(unfinished, { recursive: true, force: true });
  const fresh = password ?? writePassword(home);
  await initdb(unfinished, passwordFile(home), binaries, runAs, durable);
  renameSync(unfinished, folder);
  return { folder, password: fresh };
}

export function passwordFile(home: string): string {
  return join(home, 'password');
}

export function readPassword(home: string): string | undefined {
  const file = passwordFile(home);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() || undefined : undefined;
}

function writePassword(home: string): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  writeFileSync(passwordFile(home), `${password}\n`, { mode: 0o600 });
  return password;
}

async function initdb(folder: string, pwfile: string, binaries: Binaries, { prefix, uid }: RunAs, durable: boolean) {
  const [command = '', ...args] = [
    ...prefix,
    binaries.initdb,
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { code, said } = await run(command, args, binaries.env);
  if (code !== 0)
    throw new CannotStart(
      `The built-in database could not be created in ${folder}${uid === undefined ? '' : ' (started by root)'}: ${said.trim().split('\n').slice(-3).join(' ') || `initdb ended with ${code}`}`,
    );
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.on('error', (error) => resolve({ code: null, said: error.message }));
    child.on('close', (code) => resolve({ code, said }));
  });
}
