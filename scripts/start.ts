// `npm start`: everything Tandem needs on one machine, in order, and all of it stopped again on Ctrl-C.
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#db/embedded/server.ts';
import { CannotStart } from '#lib/platform/errors.ts';
import { ensureBuild, serverFile } from './start/build.ts';
import { startChild } from './start/child.ts';
import { say, showChildLine } from './start/console.ts';
import { ownDataFolder, secretFor } from './start/data-folder.ts';
import { openDatabase } from './start/database.ts';
import { explain } from './start/explain.ts';
import { requireFreePort } from './start/ports.ts';
import { childEnv, publicUrl, reachable, readSettings, root } from './start/settings.ts';
import { onStopRequest } from './start/stop-request.ts';
import { workerArgs } from './start/worker-args.ts';

const stops: Array<() => Promise<void>> = [];
const stop = new AbortController();
const started = start();

onStopRequest(() => {
  if (stop.signal.aborted) return;
  say('\nStopping …');
  stop.abort();
  started.catch(() => {}).finally(() => finish(0));
});

started.catch((error: unknown) => {
  if (stop.signal.aborted) return;
  console.error('\n%s', explain(error));
  void finish(1);
});

async function start(): Promise<void> {
  const began = performance.now();
  const settings = readSettings();
  const folder = await ownDataFolder(settings.TANDEM_DATA);
  stops.push(() => folder.release());
  if (settings.PORT === 0) settings.PORT = await freePort(settings.HOST);
  else await requireFreePort(settings.HOST, settings.PORT, 'PORT');
  if (settings.SMTP_PORT) await requireFreePort(settings.SMTP_HOST, settings.SMTP_PORT, 'SMTP_PORT');
  const secret = secretFor(settings.TANDEM_DATA, settings.TANDEM_SECRET);

  const database = await openDatabase(settings.DATABASE_URL, settings.TANDEM_DATA, say);
  stops.push(() => database.stop());
  stop.signal.throwIfAborted();
  await ensureBuild(say, stop.signal);
  stop.signal.throwIfAborted();

  const url = publicUrl(settings);
  const env = childEnv(settings, url, database.url, secret);
  const local = `http://${reachable(settings.HOST)}:${settings.PORT}`;
  const parts = [
    startChild({
      name: 'web',
      args: [serverFile],
      cwd: root,
      env: { ...env, TANDEM_PART: 'web' },
      onLine: showChildLine,
      ready: () => healthy(`${local}/api/health`),
    }),
    startChild({
      name: 'worker',
      args: workerArgs,
      cwd: root,
      env: { ...env, TANDEM_PART: 'worker' },
      onLine: showChildLine,
      ready: (worker) => new Promise((resolve) => worker.once('message', () => resolve())),
    }),
  ];
  const results = await Promise.allSettled(parts);
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  stops.push(async () => {
    await Promise.all(running.map((child) => child.stop()));
  });
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  stop.signal.throwIfAborted();

  const rows = [
    ['Tandem is ready', url],
    ['Data folder', settings.TANDEM_DATA],
    ['Database', database.builtIn ? 'built in, in the data folder' : new URL(database.url).host],
    ['Mail listener', settings.SMTP_PORT ? `smtp://${reachable(settings.SMTP_HOST)}:${settings.SMTP_PORT}` : 'off'],
  ];
  say(`\n${rows.map(([name = '', value]) => `  ${name.padEnd(16)} ${value}`).join('\n')}`);
  say(`\n  Started in ${((performance.now() - began) / 1000).toFixed(1)} s. Stop with Ctrl-C.\n`);
}

async function finish(code: number): Promise<void> {
  for (const step of stops.splice(0).reverse()) await step().catch((error: unknown) => console.error(error));
  if (code === 0) say('Stopped. Nothing was lost.');
  process.exit(code);
}

async function healthy(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; ; await sleep(50)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > until)
      throw new CannotStart(
        `The pages do not answer at ${url} after 60 s${response ? ` (HTTP ${response.status})` : ''}.`,
      );
  }
}
