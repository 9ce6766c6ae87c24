// One owner for a folder. The kernel holds the lock, so it ends with the process, however that dies; no stale lock files.
import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type FolderLock = { release(): Promise<void> };
/** `holder` is the process id of the other owner, 0 when it did not say. */
export type LockResult = { lock: FolderLock } | { holder: number };

/** Takes the lock of an existing folder, trying for `waitMs`. */
export async function lockFolder(folder: string, waitMs = 0): Promise<LockResult> {
  const address = addressOf(folder);
  const until = Date.now() + waitMs;
  for (;;) {
    const server = await listen(address);
    if (server) return { lock: { release: () => new Promise((resolve) => server.close(() => resolve())) } };
    const holder = await ask(address);
    if (holder === undefined) {
      // Nobody answers: only a socket file left behind by a killed process (Linux has none).
      if (!address.startsWith('\0')) rmSync(address, { force: true });
    } else if (Date.now() >= until) return { holder };
    await sleep(50);
  }
}

// An abstract socket on Linux has no file, no length trouble, and cannot be left behind.
function addressOf(folder: string): string {
  const name = `tandem-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function ask(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (data) => {
      said += data;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(undefined);
    });
    socket.on('close', () => resolve(Number(said) || 0));
  });
}
