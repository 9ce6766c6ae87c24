// One connection's life: sign in, open the folder, catch up, wait for news, again. Ends only by throwing, or when it is told to stop.
import { db } from '#db/client.ts';
import { noteProblem, noteWell } from '#lib/channels/health.ts';
import { openImapPassword } from '#lib/channels/imap-password.ts';
import { tokenFor } from '#lib/channels/oauth/grant.ts';
import { catchUp } from './catch-up.ts';
import { connectImap, type Secret } from './connect.ts';
import { cursorUnder } from './cursor.ts';
import type { Lease } from './lease.ts';
import { newsOf } from './news.ts';
import type { Suspects } from './suspects.ts';

/** A long backlog tells now and then that it is alive. */
const TELL_EVERY_MS = 30_000;

/** @param onWell called each time that the folder has been read to its end. */
export async function readMailbox(
  lease: Lease,
  stop: AbortSignal,
  suspects: Suspects,
  onWell: () => void,
): Promise<void> {
  const client = await connectImap(lease.imap, await secretOf(lease), { stop });
  const news = newsOf(client);
  const hangUp = () => client.close();
  stop.addEventListener('abort', hangUp, { once: true });
  try {
    const folder = await client.mailboxOpen(lease.imap.folder, { readOnly: lease.imap.afterwards === 'leave' });
    let told = Date.now();
    const alive = async () => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      await noteWell(db(), lease.mailboxId, 'in');
    };
    while (!stop.aborted) {
      if (!client.usable) throw hungUp(client.byeReason);
      news.forget();
      const { uidValidity } = client.mailbox || folder;
      suspects.under(uidValidity);
      const cursor = await cursorUnder(lease, Number(uidValidity));
      const problem = await catchUp(client, lease, cursor, suspects, alive);
      if (problem) await noteProblem(db(), lease.mailboxId, 'in', problem);
      else await noteWell(db(), lease.mailboxId, 'in');
      onWell();
      await news.wait();
    }
  } finally {
    stop.removeEventListener('abort', hangUp);
    client.close();
  }
}

async function secretOf({ mailboxId, imap, passwordEncrypted }: Lease): Promise<Secret> {
  if (imap.signIn) return tokenFor(mailboxId);
  return { pass: openImapPassword(passwordEncrypted ?? '') };
}

/** As imapflow says it of a command; between two of them nobody asks. */
function hungUp(reason: string | undefined): Error {
  return Object.assign(new Error('the server ended the connection'), { code: 'NoConnection', reason });
}
