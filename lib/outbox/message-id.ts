// The Message-ID of a reply: the same at every attempt, so that a receiver can tell a repeat, and not to be guessed, so that nobody else can name it.
import { sign } from '#lib/platform/crypto.ts';

const PURPOSE = 'message-id';
const SIGNATURE_CHARACTERS = 20;

/** Without angle brackets: `tandem.<outbox id>.<20 hex>@<the mailbox's domain>`. */
export function replyMessageId(outboxId: number, mailboxAddress: string): string {
  const domain = mailboxAddress.slice(mailboxAddress.lastIndexOf('@') + 1).toLowerCase();
  return `tandem.${outboxId}.${sign(`${outboxId}@${domain}`, PURPOSE, SIGNATURE_CHARACTERS)}@${domain}`;
}
