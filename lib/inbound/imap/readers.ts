// The IMAP door: one reader for each fetched mailbox, in exactly one of the workers. It hands raw mail to `receive` like every other door
// and knows nothing of what is in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { randomToken } from '#lib/platform/crypto.ts';
import { log } from '#lib/platform/log.ts';
import { pauseAfter } from './backoff.ts';
import { keepReading } from './keep-reading.ts';
import { claimLeases, type Lease, releaseLease, renewLeases } from './lease.ts';

// New settings are followed, and a dead worker's mailboxes taken over, within this and the rest of a lease.
const LOOK_EVERY_MS = 5_000;

type Reader = { lease: Lease; stop: AbortController; ended: Promise<void> };

/** Reads until the returned function is called; that hangs up, waits and gives the mailboxes to other workers at once. */
export function startImapReaders({ every = LOOK_EVERY_MS, pause = pauseAfter } = {}): () => Promise<void> {
  const readers = new Map<string, Reader>();
  const stop = new AbortController();
  const look = async () => {
    const held = await renewLeases([...readers.values()].map(({ lease }) => lease.holder));
    for (const [key, { stop }] of readers) if (!held.has(key)) stop.abort();
    if (stop.signal.aborted) return;
    for (const lease of await claimLeases(randomToken(12))) start(readers, lease, pause);
  };
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look().catch((error: unknown) => log.error({ err: error }, 'mailboxes to fetch could not be looked up'));
      await sleep(every, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await looking;
    for (const { stop } of readers.values()) stop.abort();
    await Promise.all([...readers.values()].map(({ ended }) => ended));
  };
}

function start(readers: Map<string, Reader>, lease: Lease, pause: typeof pauseAfter): void {
  const key = `${lease.mailboxId} ${lease.holder}`;
  const stop = new AbortController();
  const ended = keepReading(lease, stop.signal, pause)
    .then(() => releaseLease(lease))
    .catch((error: unknown) => log.warn({ err: error }, 'a mailbox is given back when its lease ends'))
    .finally(() => readers.delete(key));
  readers.set(key, { lease, stop, ended });
}
