// PostgreSQL refuses to run as root. This finds a way to run it as somebody else who can still read and write our folder.
import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { CannotStart } from '#lib/platform/errors.ts';

/** `prefix` goes before a program and its arguments; it replaces itself with the program, so the pid is the program's. */
export type RunAs = { prefix: string[]; uid: number | undefined };
export type Way = 'itself' | 'namespace' | 'switch';

/** @param ways for tests: the ways to try, in order. */
export function findRunAs(postgres: string, folder: string, ways?: Way[]): RunAs {
  const owner = statSync(dirname(folder)).uid;
  for (const way of ways ?? possibleWays(owner)) {
    const candidate = runAs(way, owner);
    if (candidate.uid !== undefined) own(folder, candidate.uid);
    if (works(candidate, postgres, folder)) return candidate;
  }
  throw new CannotStart(
    `The built-in database cannot run as this user (PostgreSQL refuses root, and neither unshare nor setpriv can lend it another user here). Start Tandem as an ordinary user, or set DATABASE_URL.`,
  );
}

function possibleWays(owner: number): Way[] {
  // In somebody else's data folder root runs it as that somebody, who can then start it too.
  if (process.getuid?.() === 0) return owner === 0 ? ['namespace', 'switch'] : ['switch', 'namespace'];
  return nameless() ? ['namespace'] : ['itself'];
}

// initdb wants a name for its user id; a container may run us under a bare number.
function nameless(): boolean {
  try {
    userInfo();
    return false;
  } catch {
    return true;
  }
}

function runAs(way: Way, owner: number): RunAs {
  if (way === 'itself') return { prefix: [], uid: undefined };
  const uid = ordinaryUid(owner);
  // A user namespace keeps the real owner of files (us) and only changes the number that PostgreSQL sees.
  if (way === 'namespace')
    return { prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${uid}`], uid: process.getuid?.() };
  // Without namespaces: really another user, who keeps the one right to reach folders such as /root.
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { prefix: ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...rights], uid };
}

// It must be in /etc/passwd (see `nameless`): the data folder's owner, nobody, or whoever is there.
function ordinaryUid(owner: number): number {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user =
    users.find((fields) => owner > 0 && Number(fields[2]) === owner) ??
    users.find(([name]) => name === 'nobody') ??
    users.find((fields) => Number(fields[2]) > 0);
  return Number(user?.[2] ?? 65534);
}

function works({ prefix, uid }: RunAs, postgres: string, folder: string): boolean {
  if (!prefix.length) return true;
  const probe = '"$1" --version >/dev/null && cd "$2" && test -w .';
  const [command = '', ...rest] = [...prefix, 'sh', '-c', probe, 'sh', postgres, folder];
  return uid !== undefined && spawnSync(command, rest, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

// A folder made under another way changes hands as a whole, itself last, so that an interrupted change starts over.
function own(path: string, uid: number): void {
  const stat = lstatSync(path);
  if (stat.uid === uid) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid);
  lchownSync(path, uid, stat.gid);
}
