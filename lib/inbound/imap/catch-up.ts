// Everything in the folder that is newer than the mark: fetched in small groups and stored before the next is asked for. Ten thousand mails
// take as much memory as fifty.
import type { ImapFlow } from 'imapflow';
import { mostBytes } from './connect.ts';
import { type Cursor, take } from './cursor.ts';
import { BEGINNING, type Fetched, fetched } from './fetched.ts';
import { groupsOf, type Sized } from './groups.ts';
import type { Lease } from './lease.ts';
import { tidyUp } from './tidy-up.ts';

/** UIDs whose sizes are asked for at once. */
const ASKED = 500;

/** @param after called after each group that is stored. Returns the problem that tidying up had, if any, in words. */
export async function catchUp(
  client: ImapFlow,
  lease: Lease,
  cursor: Cursor,
  after: () => Promise<void>,
): Promise<string | null> {
  let problem = await tidyUp(client, lease, cursor.untidied);
  const uids = await newUids(client, lease, cursor.lastUid);
  for (let at = 0; at < uids.length; at += ASKED) {
    const asked = uids.slice(at, at + ASKED);
    for (const group of groupsOf(await sizesOf(client, asked), mostBytes())) {
      const mails = await sourcesOf(client, lease, group);
      const last = group.at(-1)?.uid ?? cursor.lastUid;
      const untidied = await take(lease, mails, last);
      await after();
      problem = (await tidyUp(client, lease, untidied)) ?? problem;
    }
    // Those at the end of the range may have vanished before their sizes were asked for.
    const last = asked.at(-1);
    if (last) await take(lease, [], last);
  }
  return problem;
}

async function newUids(client: ImapFlow, { imap }: Lease, lastUid: number): Promise<number[]> {
  const query = { uid: `${lastUid + 1}:*`, since: new Date(`${imap.since}T00:00:00Z`) };
  const found = await client.search(query, { uid: true });
  if (!found) throw new Error('the server did not search the folder');
  // `n:*` means at least the last mail, even when its UID is below n.
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

async function sizesOf(client: ImapFlow, uids: number[]): Promise<Sized[]> {
  const rows = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true });
  return rows.map(({ uid, size }) => ({ uid, size: size ?? 0 }));
}

async function sourcesOf(client: ImapFlow, { imap }: Lease, group: Sized[]): Promise<Fetched[]> {
  const most = mostBytes();
  const sizes = new Map(group.map(({ uid, size }) => [uid, size]));
  const large = group.some(({ size }) => size > most);
  // One byte more than allowed shows a size that was not true. A mail over the limit is a group of its own.
  const source = { start: 0, maxLength: large ? BEGINNING : most + 1 };
  const rows = await client.fetchAll([...sizes.keys()].join(','), { uid: true, source }, { uid: true });
  return rows
    .flatMap(({ uid, source }) =>
      source && sizes.has(uid) ? [fetched(uid, source, sizes.get(uid) ?? 0, most, imap.folder)] : [],
    )
    .sort((a, b) => a.uid - b.uid);
}
