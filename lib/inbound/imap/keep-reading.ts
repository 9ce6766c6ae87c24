// A mailbox is read for as long as its lease is held: whatever breaks is said, waited for and tried again.
import { setTimeout as sleep } from 'node:timers/promises';
import { db } from '#db/client.ts';
import { noteProblem } from '#lib/channels/health.ts';
import { log } from '#lib/platform/log.ts';
import type { pauseAfter } from './backoff.ts';
import { LostLease, NotStored } from './cursor.ts';
import type { Lease } from './lease.ts';
import { problemOf } from './problem.ts';
import { readMailbox } from './read-mailbox.ts';
import { noSuspects } from './suspects.ts';

/** Ends when `stop` is aborted or the lease is lost; never throws. */
export async function keepReading(lease: Lease, stop: AbortSignal, pause: typeof pauseAfter): Promise<void> {
  const { mailboxId } = lease;
  const suspects = noSuspects();
  for (let failures = 0; !stop.aborted; ) {
    try {
      await readMailbox(lease, stop, suspects, () => {
        failures = 0;
      });
    } catch (error) {
      if (stop.aborted || error instanceof LostLease) return;
      failures += 1;
      if (!(error instanceof NotStored)) suspects.connectionEnded();
      const { kind, words } = problemOf(error, lease.imap);
      log.warn({ err: error, mailboxId, failures }, 'a mailbox could not be read; it is tried again');
      // Our own database says nothing about their server; and a connection may end once without anybody hearing of it.
      if (!(error instanceof NotStored) && !(kind === 'closed' && failures === 1))
        await noteProblem(db(), mailboxId, 'in', words).catch(() => {});
      await sleep(pause(kind, failures), undefined, { signal: stop }).catch(() => {});
    }
  }
}
