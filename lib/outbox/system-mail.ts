// Mail to the team about Tandem itself, never to a customer: one connection, one attempt, and whoever asked hears how it went.
import { createTransport } from 'nodemailer';
import type { SmtpSettings } from '#db/schema/channels.ts';
import { connectionOptions } from './transport.ts';

type Sender = { smtp: SmtpSettings; secret: string | null; from: { name: string; address: string } };
type SystemMail = { to: string[]; subject: string; text: string };

/** Throws what nodemailer throws. */
export async function sendSystemMail({ smtp, secret, from }: Sender, mail: SystemMail): Promise<void> {
  const transport = createTransport({
    ...connectionOptions(smtp, secret),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    await transport.sendMail({ from, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
  } finally {
    transport.close();
  }
}
