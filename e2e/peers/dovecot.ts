// A mail server that mailboxes are fetched from: a real Dovecot of its own, in a folder that is thrown away, on loopback, without root's rights.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../db/embedded/server.ts';

export const DOVECOT = '/usr/sbin/dovecot';

// Debian's; Dovecot's master must not be root where the rest is not.
const NOBODY = { uid: 65534, gid: 65534, user: 'nobody', group: 'nogroup' };

const TOKENS = (folder: string) => `
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = ${folder}/oauth2.conf.ext
}`;
const oauth2 = (introspection: string) => `
introspection_mode = get
introspection_url = ${introspection}?token=
username_attribute = username
active_attribute = active
active_value = true
`;

export class Dovecot {
  port = 0;
  readonly password = 'three-green-herons';
  readonly #folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  readonly #as = process.getuid?.() === 0 ? NOBODY : me();
  #process: ChildProcess | undefined;
  #delivered = 0;

  /** On the same port again after `stop`. @param introspection where it asks whether a token of XOAUTH2 is good. */
  async start(introspection?: string): Promise<void> {
    if (!existsSync(DOVECOT))
      throw new Error(
        'These tests need Dovecot. Install the package dovecot-imapd (apt-get install dovecot-imapd), or run `npm test`, which does.',
      );
    this.port ||= await freePort();
    for (const name of ['.', 'run', 'state', 'mail']) this.#make(join(this.#folder, name));
    this.#unlock();
    const file = join(this.#folder, 'dovecot.conf');
    if (introspection) writeFileSync(join(this.#folder, 'oauth2.conf.ext'), oauth2(introspection), { mode: 0o644 });
    writeFileSync(file, this.#configuration(introspection ? TOKENS(this.#folder) : ''));
    const { uid, gid } = this.#as;
    const child = spawn(DOVECOT, ['-F', '-c', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: it ends as a whole and at once, as when a machine goes down.
      detached: true,
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    });
    this.#process = child;
    process.once('exit', () => end(child));
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    for (const end = Date.now() + 10_000; !(await answers(this.port)); await sleep(20))
      if (child.exitCode !== null || Date.now() > end) throw new Error(`Dovecot did not start. ${said}${this.#log()}`);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    end(child);
    await ended;
    while (await answers(this.port)) await sleep(10);
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** As a delivery agent does it. Users exist as soon as somebody writes to them. @param mode 0: a mail that the server cannot read itself. */
  deliver(user: string, raw: string, mode = 0o644): void {
    const maildir = join(this.#folder, 'mail', user, 'Maildir');
    for (const name of ['..', '.', 'tmp', 'new', 'cur']) this.#make(join(maildir, name));
    const name = `${Math.floor(Date.now() / 1000)}.M${this.#delivered++}P${process.pid}.test`;
    const file = join(maildir, 'tmp', name);
    writeFileSync(file, raw.replace(/\r?\n/g, '\r\n'), { mode });
    this.#give(file);
    renameSync(file, join(maildir, 'new', name));
  }

  /** A process that was killed leaves its lock files, and Dovecot waits two minutes for whoever holds them. Nobody does before it starts. */
  #unlock(): void {
    const mail = join(this.#folder, 'mail');
    for (const name of readdirSync(mail, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.lock')) rmSync(join(mail, name));
  }

  #make(path: string): void {
    mkdirSync(path, { recursive: true });
    this.#give(path);
  }

  #give(path: string): void {
    if (process.getuid?.() === 0) chownSync(path, this.#as.uid, this.#as.gid);
  }

  #configuration(extra: string): string {
    const { uid, gid, user, group } = this.#as;
    return `
protocols = imap
listen = 127.0.0.1
base_dir = ${this.#folder}/run
state_dir = ${this.#folder}/state
log_path = ${this.#folder}/log
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain oauthbearer xoauth2
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
passdb {
  driver = static
  mechanisms = plain
  args = password=${this.password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${this.#folder}/mail/%u
}
namespace inbox {
  inbox = yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${this.port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${extra}`;
  }

  #log(): string {
    const file = join(this.#folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-2000) : '';
  }
}

function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

function me(): typeof NOBODY {
  const { uid, gid, username } = userInfo();
  return { uid, gid, user: username, group: groupName(gid) };
}

function groupName(gid: number): string {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((line) => line.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
