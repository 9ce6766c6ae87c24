import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { CannotStart } from '#lib/platform/errors.ts';
import { type Embedded, runningEmbedded, startEmbedded } from './embedded.ts';

const isRoot = process.getuid?.() === 0;
const undo: Array<() => Promise<void> | void> = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('keeps every committed row when the server is killed, and starts again at once', async () => {
  const folder = temporary();
  const first = await start(folder, { durable: true });
  await query(first.url, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  const second = await start(folder);
  expect(await query(second.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }]);
});

test('takes over a server that a killed starter left running', async () => {
  const folder = temporary();
  const orphan = await start(folder);
  expect(runningEmbedded(folder)).toBe(orphan.url);
  const next = await start(folder);
  await orphan.exited;
  expect(next.pid).not.toBe(orphan.pid);
  expect(await query(next.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('starts over after an initdb that was cut short', async () => {
  const folder = temporary();
  const first = await start(folder);
  await first.stop();
  const unfinished = join(folder, 'postgres', 'pg18.tmp');
  rmSync(join(folder, 'postgres', 'pg18'), { recursive: true });
  writeFileSync(unfinished, 'half a cluster');
  expect((await start(folder)).url).not.toBe('');
});

test('a pid file that names an unrelated living process does not stop the start', async () => {
  const folder = temporary();
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'postgres', 'pg18', 'postmaster.pid'), `${process.pid}\n/x\n1\n5432\n\n127.0.0.1\n`);
  await start(folder);
});

test('refuses files whose password is lost, and leaves them alone', async () => {
  const folder = temporary();
  await (await start(folder)).stop();
  rmSync(join(folder, 'postgres', 'password'));
  await expect(startEmbedded(folder)).rejects.toThrow(CannotStart);
});

test.runIf(isRoot)('as root, without user namespaces, it runs as another user, on the same files', async () => {
  const folder = temporary();
  await (await start(folder)).stop();
  const switched = await start(folder, { ways: ['switch'] });
  expect(await query(switched.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-embedded-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string, options: Parameters<typeof startEmbedded>[1] = {}): Promise<Embedded> {
  const embedded = await startEmbedded(folder, { durable: false, ...options });
  undo.push(() => embedded.stop());
  return embedded;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}
