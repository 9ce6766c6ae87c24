// Mail to the team about Tandem itself, never to a customer: one connection, one attempt, and whoever asked hears how it went.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SmtpSettings } from '#db/schema/channels.ts';
import { type Secret, sendOnce } from './transport.ts';

export type Sender = { smtp: SmtpSettings; secret: Secret; from: { name: string; address: string } };
export type SystemMail = {
  to: string[];
  subject: string;
  text: string;
  /** Where answers go; else to the sender. */
  replyTo?: string;
  headers?: Record<string, string>;
};

/** Somebody waits for it, or a transaction does. */
const PATIENCE = { connectMs: 10_000, answerMs: 20_000 };

/** Throws what nodemailer throws. */
export async function sendSystemMail({ smtp, secret, from }: Sender, mail: SystemMail): Promise<void> {
  const node = new MailComposer({
    from,
    ...mail,
    // Nobody's absence notice answers a machine (RFC 3834; the second is Exchange's word for it).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...mail.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = { from: from.address, to: mail.to };
  const info = await sendOnce(smtp, secret, { envelope, raw: await node.build() }, { patience: PATIENCE });
  const [refused] = info.rejectedErrors ?? [];
  if (refused) throw refused;
}
