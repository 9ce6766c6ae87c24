// One running server: start it, wait until it answers, stop it without losing anything.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { CannotStart } from '#lib/platform/errors.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, SUPERUSER } from './cluster.ts';
import type { RunAs } from './run-as.ts';

export type Server = { pid: number; port: number; exited: Promise<void>; stop(): Promise<void> };

const LOG_LIMIT = 10_000_000;
const DATABASE = 'tandem';

/** A taken port, or a predecessor's last breath, goes away by trying again for up to 10 s. */
export async function runServer(
  cluster: Cluster,
  options: { binaries: Binaries; runAs: RunAs; logFile: string; durable: boolean; port?: number },
): Promise<Server> {
  const until = Date.now() + 10_000;
  for (let port = options.port ?? 0; ; port = 0) {
    const started = await tryServer(cluster, port || (await freePort()), options);
    if (typeof started !== 'string') return started;
    if (Date.now() > until)
      throw new CannotStart(`The built-in database does not start: ${started} (see ${options.logFile}).`);
    await sleep(250);
  }
}

export function urlFor(port: number, password: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

export async function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function tryServer(
  { folder, password }: Cluster,
  port: number,
  { binaries, runAs, logFile, durable }: { binaries: Binaries; runAs: RunAs; logFile: string; durable: boolean },
): Promise<Server | string> {
  if (sizeOf(logFile) > LOG_LIMIT) writeFileSync(logFile, '');
  const before = sizeOf(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // No socket file: nothing to leave behind, and no path that may be too long.
    unix_socket_directories: '',
    log_timezone: 'UTC',
    timezone: 'UTC',
    jit: 'off',
    max_connections: 100,
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const [command = '', ...args] = [
    ...runAs.prefix,
    binaries.postgres,
    '-D',
    folder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // A group of its own: Ctrl-C in a terminal must reach it last, through stop().
  const child = spawn(command, args, { env: binaries.env, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  let over: string | undefined;
  const exited = new Promise<void>((resolve) => {
    const end = (why: string) => {
      over ??= why;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`it ended with ${signal ?? code}`));
  });
  while (!over) {
    if (await answers(urlFor(port, password, 'postgres')))
      return { pid: child.pid ?? 0, port, exited, stop: () => stop(child, exited) };
    await Promise.race([exited, sleep(25)]);
  }
  return lastComplaint(logFile, before) ?? over;
}

/** Also makes our database inside a new server. */
async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!known) await sql.unsafe(`create database ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function lastComplaint(logFile: string, from: number): string | undefined {
  const lines = readFileSync(logFile).subarray(from).toString().split('\n');
  return lines
    .findLast((line) => /FATAL|PANIC|error while loading|unshare:|setpriv:/.test(line))
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

// Fast (roll back what is open, then close), after that immediate (recovers from the log at the next start).
async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  let over = false;
  const done = exited.then(() => {
    over = true;
  });
  for (const [signal, ms] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (over) return;
    child.kill(signal);
    await Promise.race([done, sleep(ms, undefined, { ref: false })]);
  }
}
