// The worker process: starts its parts in order, stops them in reverse order. What a part does is the part's own business.
import { closeDb } from '#db/client.ts';
import { surviveLostConnections } from '#db/lost-connection.ts';
import { closeQueue, queue } from '#lib/jobs/queue.ts';
import { log } from '#lib/platform/log.ts';

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
];

surviveLostConnections((error) => log.warn({ err: error }, 'the database connection was lost in mid-write'));
const stops: Array<{ name: string; stop: () => Promise<void> }> = [];
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopAll());

for (const { name, start } of parts) stops.push({ name, stop: await start() });
log.debug('the worker is ready');
process.send?.('ready');

async function stopAll(): Promise<void> {
  setTimeout(() => {
    log.error('the worker did not stop in time; what was in progress will be done again');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  for (const { name, stop } of stops.splice(0).reverse())
    await stop().catch((error: unknown) => log.error({ err: error, part: name }, 'a part did not stop'));
  await closeDb();
  process.exit(0);
}
