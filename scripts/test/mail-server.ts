// The Dovecot that the tests of the IMAP door fetch from: the system's, or one that apt installs now.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { DOVECOT } from '../../e2e/peers/dovecot.ts';

// Debian starts a server as soon as its package is there; ours are started by the tests, on ports of their own.
const POLICY = '/usr/sbin/policy-rc.d';

/** Installs one if there is none. Throws a sentence that says what to do. */
export function requireMailServer(say: (line: string) => void): void {
  if (existsSync(DOVECOT)) return;
  say('No Dovecot here: installing Debian’s with apt-get …');
  const root = process.getuid?.() === 0;
  const apt = (...args: string[]) => run([...(root ? [] : ['sudo', '-n']), 'apt-get', ...args]);
  const silenced = root && !existsSync(POLICY);
  if (silenced) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'dovecot-imapd') && existsSync(DOVECOT))
      return;
  } finally {
    if (silenced) rmSync(POLICY, { force: true });
  }
  throw new Error(
    'The tests of the IMAP door need a Dovecot and could not install one. Install the package dovecot-imapd (apt-get install dovecot-imapd) and test again.',
  );
}

function run([command = '', ...args]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
}
