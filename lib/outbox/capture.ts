// A mailbox without an SMTP server: its mail is kept here, as it would have left, and counts as sent.
import type { Tx } from '#db/client.ts';
import { capturedMails } from '#db/schema.ts';
import type { Mail } from './compose.ts';

export async function captureMail(tx: Tx, outboxId: number, { envelope, raw }: Mail): Promise<void> {
  await tx.insert(capturedMails).values({ outboxId, envelope, raw }).onConflictDoNothing();
}
