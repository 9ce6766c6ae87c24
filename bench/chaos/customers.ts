// Customers' mail servers: each mail is offered until it is accepted once, as a queue does; whoever got no answer offers the same mail again.
import nodemailer from 'nodemailer';

const WRITTEN = new Date().toUTCString();
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
      await transport.sendMail({ envelope: { from: customer(n), to: SUPPORT }, raw: letter(n) });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } finally {
      transport.close();
    }
  }
  return false;
}

/** The same bytes each time: with another Date it would be another mail under a known Message-ID, and those are kept. */
export function letter(n: number): string {
  return [
    `Return-Path: <${customer(n)}>`,
    `From: Kim ${n} <${customer(n)}>`,
    `To: ${SUPPORT}`,
    `Subject: ${SUBJECT}`,
    `Message-ID: <${mailId(n)}>`,
    `Date: ${WRITTEN}`,
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
