// The one way in, whatever the door. Owns the raw message: once this transaction commits, the mail is ours and may be acknowledged.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { cleanText } from './clean-text.ts';
import { readMessageId } from './message-id.ts';
import { sameMailKey } from './same-mail.ts';

export type Door = (typeof rawMessages.$inferInsert)['door'];
/** `ip` and `helo`: of the peer at our own SMTP door. */
export type Envelope = { from: string; to: string[]; ip?: string; helo?: string };
export type Arrival = {
  mailboxId: number;
  door: Door;
  envelope: Envelope;
  raw: Buffer;
  /** Why it goes to quarantine unread, in words for people. */
  held?: string;
};

const MOST_RECIPIENTS = 100;
const LONGEST_ADDRESS = 320;

/**
 * Stores the mail and enqueues `mail.received`. The same one again in this mailbox stores nothing and names the first; another mail under the
 * same Message-ID is stored beside it. That one mail reached several mailboxes is seen later, in once.ts.
 */
export async function receive(
  tx: Tx,
  { mailboxId, door, envelope, raw, held }: Arrival,
): Promise<{ rawMessageId: number; duplicate: boolean }> {
  const messageId = readMessageId(raw);
  const dedupeKey = messageId ?? `sha256:${sha256(raw)}`;
  // The portal makes a form's id of what it says, and writes a new mail each time that the form is posted.
  const sameKey = door === 'form' ? null : sameMailKey(raw);
  const mail = {
    mailboxId,
    door,
    sameKey,
    envelope: capped(envelope),
    raw,
    size: raw.byteLength,
    ...(held ? { status: 'quarantined' as const, reason: held } : {}),
  };
  for (const key of messageId && sameKey ? [dedupeKey, `${dedupeKey} ${sameKey}`] : [dedupeKey]) {
    const [stored] = await tx
      .insert(rawMessages)
      .values({ ...mail, dedupeKey: key })
      .onConflictDoNothing()
      .returning({ id: rawMessages.id });
    if (stored) {
      if (!held) await enqueue(tx, 'mail.received', { rawMessageId: stored.id });
      return { rawMessageId: stored.id, duplicate: false };
    }
    const first = await firstUnder(tx, mailboxId, key);
    if (sameKey === null || first.sameKey === sameKey) return { rawMessageId: first.id, duplicate: true };
  }
  throw new Error('a mail was neither stored nor known');
}

/** The index has just said that it is there. */
async function firstUnder(
  tx: Tx,
  mailboxId: number,
  dedupeKey: string,
): Promise<{ id: number; sameKey: string | null }> {
  const there = and(eq(rawMessages.mailboxId, mailboxId), eq(rawMessages.dedupeKey, dedupeKey));
  const [first] = await tx
    .select({ id: rawMessages.id, door: rawMessages.door, sameKey: rawMessages.sameKey })
    .from(rawMessages)
    .where(there);
  if (!first) throw new Error('the message that this one repeats is gone');
  if (first.sameKey !== null || first.door === 'form') return first;
  // It came before keys were kept.
  const [old] = await tx.select({ raw: rawMessages.raw }).from(rawMessages).where(there);
  return { id: first.id, sameKey: old ? sameMailKey(old.raw) : null };
}

function capped(envelope: Envelope): Envelope {
  const address = (text: string) => cleanText(text).slice(0, LONGEST_ADDRESS);
  const { from, to, ip, helo } = envelope;
  return {
    from: address(from),
    to: to.slice(0, MOST_RECIPIENTS).map(address),
    ...(ip ? { ip: address(ip) } : {}),
    ...(helo ? { helo: address(helo) } : {}),
  };
}
