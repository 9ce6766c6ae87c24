// Customers' mail servers: each mail is offered until it is accepted once, as a queue does; whoever got no answer offers the same mail again.
import nodemailer from 'nodemailer';

const TRIES = 40;
const PAUSE_MS = 250;

/** @returns whether the door said 250. */
export async function offer(port: number, n: number): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port,
      secure: false,
      ignoreTLS: true,
      connectionTimeout: 2_000,
      greetingTimeout: 2_000,
      socketTimeout: 10_000,
    });
    try {
      await transport.sendMail({
        messageId: `<${mailId(n)}>`,
        from: { name: `Kim ${n}`, address: customer(n) },
        to: SUPPORT,
        subject: SUBJECT,
        text: TEXT,
      });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } finally {
      transport.close();
    }
  }
  return false;
}

/** The same mail as it lies in the mailbox that is fetched from: what stands there was accepted by the server that keeps it. */
export function letter(n: number): string {
  return [
    `Return-Path: <${customer(n)}>`,
    `From: Kim ${n} <${customer(n)}>`,
    `To: ${SUPPORT}`,
    `Subject: ${SUBJECT}`,
    `Message-ID: <${mailId(n)}>`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    TEXT,
    '',
  ].join('\r\n');
}

export const SUPPORT = 'support@parcelbird.example';
const SUBJECT = 'Voiding a label';
const TEXT = 'How long do I have to void an unused label?';

export const customer = (n: number) => `kim.${n}@customer.example`;
export const mailId = (n: number) => `chaos-${n}@customer.example`;
