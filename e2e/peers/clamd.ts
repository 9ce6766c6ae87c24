// A virus scanner for tests: a real clamd of its own on a socket in a folder that is thrown away, which knows one "virus", the EICAR test file.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const CLAMD = '/usr/sbin/clamd';

/** The test file that every scanner takes for a virus (eicar.org), in two halves: else this file would be one. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`;
/** As clamd names it: what stands in our own database of viruses. */
export const EICAR_NAME = 'Eicar-Test-Signature.UNOFFICIAL';
// MD5, size, name.
const DATABASE = '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n';
/** Bytes; what is longer it refuses. */
export const STREAM_MAX = 1_000_000;

export class Clamd {
  readonly #folder = mkdtempSync(join(tmpdir(), 'clamd-'));
  readonly socket = join(this.#folder, 'socket');
  #process: ChildProcess | undefined;

  /** On the same socket again after `stop`. */
  async start(): Promise<void> {
    if (!existsSync(CLAMD))
      throw new Error(
        'These tests need clamd. Install the package clamav-daemon (apt-get install clamav-daemon), or run `npm test`, which does.',
      );
    const database = join(this.#folder, 'database');
    mkdirSync(database, { recursive: true });
    writeFileSync(join(database, 'test.hdb'), DATABASE);
    const file = join(this.#folder, 'clamd.conf');
    writeFileSync(
      file,
      `Foreground yes\nLocalSocket ${this.socket}\nDatabaseDirectory ${database}\nTemporaryDirectory ${this.#folder}\nStreamMaxLength ${STREAM_MAX}\nMaxThreads 4\n`,
    );
    const child = spawn(CLAMD, ['--config-file', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    for (const end = Date.now() + 20_000; !(await this.#answers()); await sleep(50))
      if (child.exitCode !== null || Date.now() > end) throw new Error(`clamd did not start. ${said.slice(-2000)}`);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    rmSync(this.socket, { force: true });
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.socket);
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        resolve(true);
        socket.destroy();
      });
    });
  }
}
