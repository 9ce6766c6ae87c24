// The one way in, whatever the door. Owns the raw message: once this transaction commits, the mail is ours and may be acknowledged.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { cleanText } from './clean-text.ts';
import { readMessageId } from './message-id.ts';

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

/** Stores the mail and enqueues `mail.received`. The same one again (by Message-ID, else by its bytes) stores nothing and names the first. */
export async function receive(
  tx: Tx,
  { mailboxId, door, envelope, raw, held }: Arrival,
): Promise<{ rawMessageId: number; duplicate: boolean }> {
  const dedupeKey = readMessageId(raw) ?? `sha256:${sha256(raw)}`;
  const [stored] = await tx
    .insert(rawMessages)
    .values({
      mailboxId,
      door,
      dedupeKey,
      envelope: capped(envelope),
      raw,
      size: raw.byteLength,
      ...(held ? { status: 'quarantined' as const, reason: held } : {}),
    })
    .onConflictDoNothing()
    .returning({ id: rawMessages.id });
  if (stored) {
    if (!held) await enqueue(tx, 'mail.received', { rawMessageId: stored.id });
    return { rawMessageId: stored.id, duplicate: false };
  }
  const [first] = await tx
    .select({ id: rawMessages.id })
    .from(rawMessages)
    .where(and(eq(rawMessages.mailboxId, mailboxId), eq(rawMessages.dedupeKey, dedupeKey)));
  if (!first) throw new Error('the message that this one repeats is gone');
  return { rawMessageId: first.id, duplicate: true };
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
