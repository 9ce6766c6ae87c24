import { db } from '#db/client.ts';
import { log } from '#lib/platform/log.ts';
import { noteProblem } from '../health.ts';
import { accessToken, GrantLost, grantsToRenew } from './grant.ts';

/** For the schedule: renews tokens before anybody waits for one, so that a lost grant is known before a mail needs it. */
export async function renewGrants(): Promise<void> {
  for (const mailboxId of await grantsToRenew())
    try {
      await accessToken(mailboxId);
    } catch (error) {
      if (error instanceof GrantLost) await noteProblem(db(), mailboxId, 'out', error.message);
      else log.warn({ err: error, mailboxId }, 'a mailbox could not be kept signed in; it is tried again');
    }
}
