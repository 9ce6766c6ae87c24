// Mail to the team about Tandem itself, never to a customer: one connection, one attempt, and whoever asked hears how it went.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SmtpSettings } from '#db/schema/channels.ts';
import { type Secret, sendOnce } from './transport.ts';

export type Sender = { smtp: SmtpSettings; secret: Secret; from: { name: string; address: string } };
export type SystemMail = { to: string[]; subject: string; text: string };

/** Somebody waits for it, or a transaction does. */
const PATIENCE = { connectMs: 10_000, answerMs: 20_000 };

/** Throws what nodemailer throws. */
export async function sendSystemMail({ smtp, secret, from }: Sender, mail: SystemMail): Promise<void> {
  const node = new MailComposer({
    from,
    ...mail,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = { from: from.address, to: mail.to };
  const info = await sendOnce(smtp, secret, { envelope, raw: await node.build() }, { patience: PATIENCE });
  const [refused] = info.rejectedErrors ?? [];
  if (refused) throw refused;
}
