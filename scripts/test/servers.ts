// The servers that the database tests speak to: the system's, or those that apt installs now.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { CLAMD } from '../../e2e/peers/clamd.ts';
import { DOVECOT } from '../../e2e/peers/dovecot.ts';

const NEEDED = [
  { name: 'Dovecot', path: DOVECOT, inDebian: 'dovecot-imapd', whose: 'the IMAP door' },
  { name: 'clamd', path: CLAMD, inDebian: 'clamav-daemon', whose: 'the virus scanner' },
];

// Debian starts a server as soon as its package is there; ours are started by the tests, on ports and sockets of their own.
const POLICY = '/usr/sbin/policy-rc.d';

/** Installs what is not there. Throws a sentence that says what to do. */
export function requireServers(say: (line: string) => void): void {
  const missing = NEEDED.filter(({ path }) => !existsSync(path));
  if (missing.length === 0) return;
  const packages = missing.map(({ inDebian }) => inDebian);
  say(`No ${missing.map(({ name }) => name).join(' and no ')} here: installing Debian’s with apt-get …`);
  const root = process.getuid?.() === 0;
  const apt = (...args: string[]) => run([...(root ? [] : ['sudo', '-n']), 'apt-get', ...args]);
  const silenced = root && !existsSync(POLICY);
  if (silenced) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    if (apt('update')) apt('install', '-y', '--no-install-recommends', ...packages);
  } finally {
    if (silenced) rmSync(POLICY, { force: true });
  }
  const still = missing.find(({ path }) => !existsSync(path));
  if (still)
    throw new Error(
      `The tests of ${still.whose} need a ${still.name} and could not install one. Install the package ${still.inDebian} (apt-get install ${still.inDebian}) and test again.`,
    );
}

function run([command = '', ...args]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
}
