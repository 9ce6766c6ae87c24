// `npm run dev`: the built-in database, `next dev`, and a worker that starts again when its sources change.
import { join } from 'node:path';
import { startChild } from './start/child.ts';
import { say, showChildLine } from './start/console.ts';
import { ownDataFolder, secretFor } from './start/data-folder.ts';
import { openDatabase } from './start/database.ts';
import { explain } from './start/explain.ts';
import { requireFreePort } from './start/ports.ts';
import { childEnv, publicUrl, readSettings, root } from './start/settings.ts';
import { onStopRequest } from './start/stop-request.ts';
import { workerArgs } from './start/worker-args.ts';

const stops: Array<() => Promise<void>> = [];
let stopping = false;
onStopRequest(() => {
  if (!stopping) void finish(0);
});

try {
  await start();
} catch (error) {
  console.error(explain(error));
  await finish(1);
}

async function start(): Promise<void> {
  const settings = readSettings();
  const folder = await ownDataFolder(settings.TANDEM_DATA);
  stops.push(() => folder.release());
  await requireFreePort(settings.HOST, settings.PORT, 'PORT');
  const secret = secretFor(settings.TANDEM_DATA, settings.TANDEM_SECRET);
  const database = await openDatabase(settings.DATABASE_URL, settings.TANDEM_DATA, say);
  stops.push(() => database.stop());
  const env: NodeJS.ProcessEnv = {
    ...childEnv(settings, publicUrl(settings), database.url, secret),
    NODE_ENV: 'development',
  };
  const next = [join(root, 'node_modules/next/dist/bin/next'), 'dev', '-H', settings.HOST, '-p', String(settings.PORT)];
  const worker = ['--watch', ...workerArgs];
  for (const [name, args] of [
    ['web', next],
    ['worker', worker],
  ] as const) {
    const child = await startChild({ name, args, cwd: root, env, onLine: showChildLine, ready: async () => {} });
    stops.push(() => child.stop());
  }
  say(`\n  Tandem for development: ${publicUrl(settings)}\n`);
}

async function finish(code: number): Promise<void> {
  stopping = true;
  for (const step of stops.splice(0).reverse()) await step().catch((error: unknown) => console.error(error));
  process.exit(code);
}
