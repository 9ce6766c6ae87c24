// What becomes of mails on their server once they are stored here: marked as read, moved, or nothing.
import type { ImapFlow } from 'imapflow';
import { tidied } from './cursor.ts';
import type { Lease } from './lease.ts';

const AT_ONCE = 500;

/** Does what the settings say and forgets the UIDs. What cannot be done is tried again later. Returns what was wrong, in words. */
export async function tidyUp(client: ImapFlow, lease: Lease, uids: number[]): Promise<string | null> {
  const { afterwards, moveTo = '' } = lease.imap;
  if (uids.length === 0) return null;
  if (afterwards === 'move') await client.mailboxCreate(moveTo).catch(() => {});
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const some = uids.slice(at, at + AT_ONCE);
    const range = some.join(',');
    const done =
      afterwards === 'move'
        ? await client.messageMove(range, moveTo, { uid: true })
        : afterwards === 'read'
          ? await client.messageFlagsAdd(range, ['\\Seen'], { uid: true })
          : true;
    if (!done)
      return afterwards === 'move'
        ? `Mail is fetched, but the server does not move it to “${moveTo}”. Choose another folder, or leave mail where it is.`
        : 'Mail is fetched, but the server does not let Tandem mark it as read.';
    await tidied(lease, some);
  }
  return null;
}
