// The only file that speaks SMTP: one connection for each mail, and exactly one attempt per call.

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection, { type SentMessageInfo } from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { SmtpSettings } from '#db/schema/channels.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { GrantLost, type Token, tokenFor } from '#lib/channels/oauth/grant.ts';
import { openSmtpPassword } from '#lib/channels/smtp-password.ts';
import { isLoopback } from '#lib/platform/loopback.ts';
import type { Mail } from './compose.ts';
import type { Failure } from './policy.ts';

export type Handed = { ok: true; words: string } | { ok: false; failure: Failure };

/** A password (null: the server asks for none), or a token that can be renewed once when the server does not take it. */
export type Secret = { password: string | null } | Token;

/** A server that does not answer our goodbye is left alone after this. */
const GOODBYE_MS = 2_000;

/**
 * Hands the mail to the mailbox's server. The connection is closed when this returns: nothing of it lasts longer than the place in its lanes.
 * Never throws for what a server does; throws when the kept password cannot be opened, or no token can be had.
 */
export async function handOver(mailbox: Mailbox, smtp: SmtpSettings, mail: Mail): Promise<Handed> {
  const secret = await secretFor(mailbox, smtp);
  const watch: Watch = { handedOver: false };
  try {
    const info = await sendOnce(smtp, secret, mail, { watch });
    // A copy that was refused is said, but the customer has the mail.
    const [refused] = info.rejectedErrors ?? [];
    const first = mail.envelope.to[0] ?? '';
    if (refused && info.rejected.map(String).includes(first))
      return { ok: false, failure: { code: 550, words: wordsOf(refused), about: 'message', handedOver: true } };
    return { ok: true, words: [info.response, refused && wordsOf(refused)].filter(Boolean).join(' · ') };
  } catch (error) {
    return { ok: false, failure: failureOf(error, watch.handedOver) };
  }
}

/** The password, or where the mailbox is signed in to with a grant, a token. Throws GrantLost, or when the password was sealed with another TANDEM_SECRET. */
export async function secretFor(
  mailbox: Pick<Mailbox, 'id' | 'smtpPasswordEncrypted'>,
  smtp: SmtpSettings,
): Promise<Secret> {
  return smtp.signIn ? tokenFor(mailbox.id) : { password: openSmtpPassword(mailbox) };
}

function optionsFor(smtp: SmtpSettings, patience: Patience) {
  const here = isLoopback(smtp.host);
  return {
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // A password never crosses a network in clear.
    requireTLS: !smtp.secure && smtp.user !== undefined && !here,
    tls: { rejectUnauthorized: !here },
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
  };
}

function authOf(user: string, secret: Once) {
  return 'password' in secret
    ? { user, pass: secret.password ?? '' }
    : { user, oauth2: new XOAuth2({ user, accessToken: secret.token }) };
}

/** @param handedOver the server had the whole message */
export function failureOf(error: unknown, handedOver: boolean): Failure {
  const { responseCode } = error as { responseCode?: number };
  return {
    code: typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null,
    words: wordsOf(error, handedOver),
    about: error instanceof GrantLost ? 'account' : aboutOf(error as { code?: string; command?: string }),
    handedOver,
  };
}

function aboutOf({ code, command = '' }: { code?: string; command?: string }): Failure['about'] {
  if (code === 'EAUTH' || command.startsWith('AUTH')) return 'account';
  if (/^(CONN|EHLO|HELO|STARTTLS)\b/.test(command) || code === 'ECONNECTION' || code === 'ETIMEDOUT') return 'server';
  return command === 'MAIL FROM' ? 'sender' : 'message';
}

/** The server's own words, or ours about what failed. */
function wordsOf(error: unknown, handedOver = false): string {
  if (error instanceof GrantLost) return error.message;
  const { response, message = String(error) } = error as { response?: string; message?: string };
  const what = handedOver
    ? 'The connection was lost before the mail server confirmed the mail'
    : 'The mail server could not be used';
  return (response ?? `${what}: ${message}`).replace(/\s+/g, ' ').trim().slice(0, 1000);
}

type Patience = { connectMs: number; answerMs: number };
// RFC 5321 grants a server ten minutes to say yes to a mail; five are enough for those that filter first.
const PATIENCE: Patience = { connectMs: 20_000, answerMs: 300_000 };

export type Watch = { handedOver: boolean };

type Options = { watch?: Watch; patience?: Patience };
type Bare = Pick<Mail, 'envelope' | 'raw'>;
type Once = { password: string | null } | { token: string };

/** One attempt. A token that the server does not take, though it should be good, is renewed first. Throws what nodemailer throws, or GrantLost. */
export async function sendOnce(
  smtp: SmtpSettings,
  secret: Secret,
  mail: Bare,
  options: Options = {},
): Promise<SentMessageInfo> {
  try {
    return await connectAndSend(smtp, secret, mail, options);
  } catch (error) {
    const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
    if (!('token' in secret) || code !== 'EAUTH' || responseCode < 500) throw error;
    return connectAndSend(smtp, { token: await renewed(secret, error) }, mail, options);
  }
}

/** Where the provider cannot be asked, what the server said stands. */
async function renewed({ renew }: Token, refusal: unknown): Promise<string> {
  return renew().catch((error: unknown) => {
    throw error instanceof GrantLost ? error : refusal;
  });
}

/** Connects, signs in, hands over, says goodbye, and waits until the server has heard it. */
async function connectAndSend(
  smtp: SmtpSettings,
  secret: Once,
  mail: Bare,
  { watch = { handedOver: false }, patience = PATIENCE }: Options,
): Promise<SentMessageInfo> {
  const connection = new SMTPConnection(optionsFor(smtp, patience));
  const ended = new Promise<void>((resolve) => connection.once('end', () => resolve()));
  const broken = new Promise<never>((_, reject) => connection.once('error', reject));
  broken.catch(() => {});
  const step = <T>(start: (done: (error?: Error | null, value?: T) => void) => void) =>
    Promise.race([
      broken,
      new Promise<T>((resolve, reject) => start((error, value) => (error ? reject(error) : resolve(value as T)))),
    ]);
  try {
    await step<void>((done) => connection.connect(done));
    // A relay that knows us by our address offers none.
    if (smtp.user && connection.allowsAuth)
      await step<boolean>((done) => connection.login(authOf(smtp.user ?? '', secret), done));
    const info = await step<SentMessageInfo>((done) =>
      connection.send(mail.envelope, streamOf(mail.raw, watch), done),
    ).catch(placed);
    connection.quit();
    return info;
  } catch (error) {
    // Who answered still listens; everybody else is gone, or in the middle of something.
    if ((error as { responseCode?: number }).responseCode && !connection.destroyed) connection.quit();
    else connection.close();
    throw error;
  } finally {
    await Promise.race([ended, sleep(GOODBYE_MS, undefined, { ref: false })]);
    connection.close();
  }
}

/** Whoever says 421 hangs up (RFC 5321, 3.8), and nodemailer reports it as the connection's. Said while a mail was being handed over, it is about that mail as far as one knows. */
function placed(error: unknown): never {
  const said = error as { responseCode?: number; command?: string; code?: string };
  if (said.responseCode && said.command === 'CONN') Object.assign(said, { command: 'RCPT TO', code: 'EENVELOPE' });
  throw error;
}

const CHUNK = 64 * 1024;

/** The mail as a stream that is pulled only after the server said DATA may come, and that tells when its end was pulled. */
function streamOf(raw: Buffer, watch: Watch): Readable {
  let at = 0;
  return new Readable({
    read() {
      const chunk = raw.subarray(at, at + CHUNK);
      at += chunk.byteLength;
      if (at >= raw.byteLength) watch.handedOver = true;
      this.push(chunk);
      if (at >= raw.byteLength) this.push(null);
    },
  });
}
