// Everything in the folder that is newer than the mark: fetched in small groups and stored before the next is asked for. Ten thousand mails
// take as much memory as fifty.
import type { ImapFlow, ImapFlowError } from 'imapflow';
import { mostBytes } from './connect.ts';
import { type Cursor, take } from './cursor.ts';
import { BEGINNING, type Fetched, fetched, notHandedOver } from './fetched.ts';
import { groupsOf, type Sized } from './groups.ts';
import type { Lease } from './lease.ts';
import type { Suspects } from './suspects.ts';
import { tidyUp } from './tidy-up.ts';

/** UIDs whose sizes are asked for at once. */
const ASKED = 500;

/** @param after called after each group that is stored. Returns the problem that tidying up had, if any, in words. */
export async function catchUp(
  client: ImapFlow,
  lease: Lease,
  cursor: Cursor,
  suspects: Suspects,
  after: () => Promise<void>,
): Promise<string | null> {
  let problem = await tidyUp(client, lease, cursor.untidied);
  const uids = await newUids(client, lease, cursor.lastUid);
  for (let at = 0; at < uids.length; at += ASKED) {
    const asked = uids.slice(at, at + ASKED);
    for (const group of groupsOf(await sizesOf(client, suspects, asked), mostBytes())) {
      const mails = await sourcesOf(client, lease, suspects, group);
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

/** A mail whose size the server cannot tell counts as too large, so that it is asked for alone. */
function sizesOf(client: ImapFlow, suspects: Suspects, uids: number[]): Promise<Sized[]> {
  const ask = async (some: number[]): Promise<Sized[]> => {
    const rows = await client.fetchAll(some.join(','), { uid: true, size: true }, { uid: true });
    return rows.map(({ uid, size }) => ({ uid, size: suspects.isOne(uid) ? mostBytes() + 1 : (size ?? 0) }));
  };
  return carefully(client, suspects, uids, ask, (uid) => ({ uid, size: mostBytes() + 1 }));
}

async function sourcesOf(client: ImapFlow, { imap }: Lease, suspects: Suspects, group: Sized[]): Promise<Fetched[]> {
  const most = mostBytes();
  const sizes = new Map(group.map(({ uid, size }) => [uid, size]));
  // One byte more than allowed shows a size that was not true. A mail over the limit is a group of its own.
  const known = group.every(({ uid, size }) => size <= most || suspects.isOne(uid));
  const source = { start: 0, maxLength: known ? most + 1 : BEGINNING };
  const ask = async (uids: number[]): Promise<Fetched[]> => {
    const rows = await client.fetchAll(uids.join(','), { uid: true, size: true, source }, { uid: true });
    return rows.flatMap(({ uid, source, size }) =>
      source && sizes.has(uid) ? [fetched(uid, source, (known ? size : sizes.get(uid)) ?? 0, most, imap.folder)] : [],
    );
  };
  const validity = client.mailbox ? client.mailbox.uidValidity : 0n;
  const mails = await carefully(client, suspects, [...sizes.keys()], ask, (uid, words) =>
    notHandedOver(uid, validity, imap.folder, words),
  );
  suspects.arrived([...sizes.keys()]);
  return mails.sort((a, b) => a.uid - b.uid);
}

/** Asks for all together but for suspects, and for each by itself when the server refuses. `instead` stands for what it does not give. */
async function carefully<T>(
  client: ImapFlow,
  suspects: Suspects,
  uids: number[],
  ask: (uids: number[]) => Promise<T[]>,
  instead: (uid: number, words: string) => T,
): Promise<T[]> {
  const rows: T[] = [];
  const alone = async (uid: number) => {
    if (suspects.isGivenUp(uid)) return [instead(uid, 'it ends the connection each time')];
    try {
      return await suspects.asking([uid], () => ask([uid]));
    } catch (error) {
      return [instead(uid, refusalOf(client, error))];
    }
  };
  const together = uids.filter((uid) => !suspects.isOne(uid));
  if (together.length > 0)
    try {
      rows.push(...(await suspects.asking(together, () => ask(together))));
    } catch (error) {
      refusalOf(client, error);
      for (const uid of together) rows.push(...(await alone(uid)));
    }
  for (const uid of uids) if (suspects.isOne(uid)) rows.push(...(await alone(uid)));
  return rows;
}

/** The server's words, if it answered "no" and the connection lives; throws the error otherwise. */
function refusalOf(client: ImapFlow, error: unknown): string {
  const refusal = error as ImapFlowError;
  if (refusal.responseStatus === undefined || !client.usable) throw error;
  return serverWords(refusal);
}

function serverWords({ responseText, message }: ImapFlowError): string {
  return (responseText ?? message).replace(/\s+/g, ' ').trim().slice(0, 200);
}
