// The worker process: starts its parts in order, stops them in reverse order. What a part does is the part's own business.
import { closeDb } from '#db/client.ts';
import { surviveLostConnections } from '#db/lost-connection.ts';
import { startImapReaders } from '#lib/inbound/imap/readers.ts';
import { startSmtpListener } from '#lib/inbound/smtp-listener.ts';
import { collectFailed } from '#lib/jobs/failed.ts';
import { startPulse } from '#lib/jobs/pulse.ts';
import { closeQueue, queue } from '#lib/jobs/queue.ts';
import { stopWork } from '#lib/jobs/work.ts';
import { env } from '#lib/platform/env.ts';
import { CannotStart } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';
import { startFlow } from './flow.ts';
import { startSchedule } from './schedule.ts';

/** `start` returns what stops it again; that waits for work in progress. */
type Part = { name: string; start: () => Promise<() => Promise<void>> };

const STOP_WITHIN_MS = 10_000;
const parts: Part[] = [
  {
    name: 'queue',
    start: async () => {
      await queue({ supervise: true });
      return closeQueue;
    },
  },
  { name: 'smtp listener', start: listen },
  { name: 'imap readers', start: async () => startImapReaders() },
  {
    name: 'handlers',
    start: async () => {
      await startFlow();
      await collectFailed();
      return stopWork;
    },
  },
  { name: 'schedule', start: async () => startSchedule() },
  // Last: who cannot start is not alive.
  { name: 'pulse', start: startPulse },
];

surviveLostConnections((error) => log.warn({ err: error }, 'the database connection was lost in mid-write'));
const stops: Array<{ name: string; stop: () => Promise<void> }> = [];
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopAll());

try {
  for (const { name, start } of parts) stops.push({ name, stop: await start() });
  log.debug('the worker is ready');
  process.send?.('ready');
} catch (error) {
  if (error instanceof CannotStart) console.error(error.message);
  else log.error({ err: error }, 'the worker could not start');
  await stopAll(1);
}

async function stopAll(code = 0): Promise<void> {
  setTimeout(() => {
    log.error('the worker did not stop in time; what was in progress will be done again');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  for (const { name, stop } of stops.splice(0).reverse())
    await stop().catch((error: unknown) => log.error({ err: error, part: name }, 'a part did not stop'));
  await closeDb();
  process.exit(code);
}

async function listen(): Promise<() => Promise<void>> {
  const { SMTP_PORT, SMTP_HOST } = env();
  if (SMTP_PORT === 0) return async () => {};
  try {
    const listener = await startSmtpListener();
    return listener.close;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${SMTP_PORT} on ${SMTP_HOST} is taken, so mail cannot come in there. Stop what uses it, choose another SMTP_PORT, or set SMTP_PORT=0 for none.`,
      );
    if (code === 'EACCES')
      throw new CannotStart(
        `Port ${SMTP_PORT} needs more rights than this user has. Choose an SMTP_PORT above 1023 and forward 25 to it.`,
      );
    throw error;
  }
}
