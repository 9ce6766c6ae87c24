// A server that is already there: left running by a starter that was killed, or only its pid file after a power cut.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '#lib/platform/errors.ts';

export type Postmaster = { pid: number; port: number };

/** What postmaster.pid says, whether or not it is still true. */
export function readPostmaster(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends an orphaned server of this folder, so that ours is the only one: this also cuts off every process that the killed
 * starter left behind. Committed rows are safe: it is PostgreSQL's own fast stop. The caller holds the folder's lock.
 */
export async function endOrphan(folder: string): Promise<void> {
  const found = readPostmaster(folder);
  if (!found) return;
  if (serves(found.pid, folder)) {
    for (const [signal, seconds] of [
      ['SIGINT', 10],
      ['SIGQUIT', 5],
    ] as const) {
      send(found.pid, signal);
      if (await gone(() => !serves(found.pid, folder), seconds)) break;
    }
    if (serves(found.pid, folder))
      throw new CannotStart(
        `An earlier database server (process ${found.pid}) still uses ${folder} and does not stop. Nothing was changed; end that process and start again.`,
      );
  }
  // Its backends notice the death of their parent within moments; two servers must never overlap on one folder.
  if (!(await gone(() => !usedByAnyone(folder), 10)))
    throw new CannotStart(`Another process still uses ${folder}. Nothing was changed; try again in a minute.`);
  // PostgreSQL would refuse to start if that pid now belongs to anybody else, which is usual in containers.
  if (readPostmaster(folder)?.pid === found.pid) rmSync(join(folder, 'postmaster.pid'), { force: true });
}

function serves(pid: number, folder: string): boolean {
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(folder);
}

// Empty for a process that is gone, and for a zombie.
function commandOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout?.toString() ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

// Every server process has the data folder as its working directory.
function usedByAnyone(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((entry) => {
    try {
      return (
        /^\d+$/.test(entry) &&
        readlinkSync(`/proc/${entry}/cwd`) === folder &&
        commandOf(Number(entry)).startsWith('postgres:')
      );
    } catch {
      return false;
    }
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM')
      throw new CannotStart(
        `An earlier database server (process ${pid}) runs as another user. Stop it as that user, then start again.`,
      );
  }
}

async function gone(done: () => boolean, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (!done()) {
    if (Date.now() > until) return false;
    await sleep(25);
  }
  return true;
}
