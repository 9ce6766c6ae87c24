// What a bounce or a complaint does: it marks the reply of ours that it is about, and an address that is no more gets no further mail. Only a
// report that names a message of ours is believed, and only about people whom that message went to: anybody can write a bounce.
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { messages } from '#db/schema.ts';
import { conversationOfReplyAddress } from '#lib/channels/reply-address.ts';
import { suppress } from '#lib/contacts/suppressed.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { markReturned } from '#lib/conversations/returned.ts';
import type { FailedRecipient } from './bounce/failed-recipient.ts';
import type { BounceReport } from './bounce/read-bounce.ts';
import { isHardStatus } from './bounce/status-code.ts';

type Ours = { id: number; conversationId: number; recipients: Set<string>; named: boolean };

/** @param addresses that the report was sent to: a reply address of ours names its conversation. */
export async function applyReport(tx: Tx, report: BounceReport, addresses: string[]): Promise<void> {
  if (report.kind === 'receipt') return;
  const ours = (await byMessageId(tx, report.messageIds)) ?? (await byReplyAddress(tx, addresses));
  if (!ours) return;
  const where = { messageId: ours.id, conversationId: ours.conversationId };
  if (report.kind === 'feedback') {
    const [recipient = ''] = ours.recipients;
    await markReturned(tx, where, { kind: 'complaint', recipient, status: '', words: report.feedbackType ?? '' });
    return;
  }
  for (const failed of told(report.failed, ours)) {
    const hard = failed.permanent && isHardStatus(failed.status);
    const words = failed.diagnostic || failed.status;
    const { recipient, status } = failed;
    await markReturned(tx, where, { kind: hard ? 'hard' : 'soft', recipient, status, words });
    // A forward behind the address may have failed: that says nothing about the address itself.
    if (!hard || !ours.named || !ours.recipients.has(recipient)) continue;
    if (await suppress(tx, { address: recipient, status, words: words.slice(0, 500), messageId: ours.id }))
      await recordEvent(tx, {
        type: 'address.suppressed',
        conversationId: ours.conversationId,
        actor: 'system',
        data: { messageId: ours.id, status },
      });
  }
}

const MOST = 20;

/** Prose may name nobody: then it is about the one whom the message went to. */
function told(failed: FailedRecipient[], { recipients }: Ours): FailedRecipient[] {
  const [only] = recipients;
  if (failed.length === 0) return [{ recipient: '', status: '5.0.0', permanent: false, diagnostic: '' }];
  return failed
    .slice(0, MOST)
    .map((one) => (one.recipient === '' && recipients.size === 1 ? { ...one, recipient: only ?? '' } : one));
}

async function byMessageId(tx: Tx, ids: string[]): Promise<Ours | null> {
  if (ids.length === 0) return null;
  return one(tx, and(inArray(messages.mailId, ids), eq(messages.kind, 'outbound')), true);
}

async function byReplyAddress(tx: Tx, addresses: string[]): Promise<Ours | null> {
  for (const address of addresses.slice(0, MOST)) {
    const id = conversationOfReplyAddress(address);
    if (id !== null) return one(tx, and(eq(messages.conversationId, id), eq(messages.kind, 'outbound')), false);
  }
  return null;
}

async function one(tx: Tx, where: ReturnType<typeof and>, named: boolean): Promise<Ours | null> {
  const [row] = await tx.select().from(messages).where(where).orderBy(desc(messages.id)).limit(1);
  if (!row) return null;
  const recipients = new Set([...row.to, ...row.cc].map(({ address }) => address.toLowerCase()));
  return { id: row.id, conversationId: row.conversationId, recipients, named };
}
