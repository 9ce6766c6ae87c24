// The newest mail that went out, for the made-up customer who answers it.
import PostalMime from 'postal-mime';
import { withDatabase } from '../../cli/database.ts';
import type { Sender } from './mails.ts';

export type Answered = { customer: Sender; replyTo: string; subject: string; messageId: string; references: string };

/** Null when nothing has been captured. */
export async function newestAnswer(): Promise<Answered | null> {
  let raw: Buffer | null = null;
  await withDatabase(async () => {
    const { newestCaptured } = await import('#lib/outbox/captured.ts');
    raw = await newestCaptured();
  });
  if (!raw) return null;
  const mail = await PostalMime.parse(raw);
  const customer = mail.to?.[0];
  const replyTo = mail.replyTo?.[0]?.address;
  if (!customer?.address || !replyTo || !mail.messageId) return null;
  return {
    customer: { name: customer.name ?? '', address: customer.address },
    replyTo,
    subject: mail.subject ?? '',
    messageId: mail.messageId,
    references: [mail.references, mail.messageId].filter(Boolean).join(' '),
  };
}
