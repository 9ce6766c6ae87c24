// The only file that speaks SMTP for replies: one pool of connections per mailbox, and exactly one attempt per call.
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { SmtpSettings } from '#db/schema/channels.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { accessToken } from '#lib/channels/oauth/grant.ts';
import { openSmtpPassword } from '#lib/channels/smtp-password.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { isLoopback } from '#lib/platform/loopback.ts';
import type { Mail } from './compose.ts';
import type { Failure } from './policy.ts';

export type Handed = { ok: true; words: string } | { ok: false; failure: Failure };

type Pool = ReturnType<typeof openPool>;
const pools = new Map<number, { key: string; pool: Pool }>();

/** Hands the mail to the mailbox's server. Never throws for what a server does; throws when the kept password cannot be opened, or no token can be had. */
export async function handOver(mailbox: Mailbox, smtp: SmtpSettings, mail: Mail): Promise<Handed> {
  const pool = poolFor(mailbox, smtp, await secretFor(mailbox, smtp));
  const watch: Watch = { handedOver: false };
  watches.set(mail.raw, watch);
  try {
    const info = await pool.sendMail({ envelope: mail.envelope, raw: mail.raw });
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

export async function closeTransports(): Promise<void> {
  for (const { pool } of pools.values()) pool.close();
  pools.clear();
}

/** The password, or where the mailbox is signed in to with a grant, a token. */
export async function secretFor(
  mailbox: Pick<Mailbox, 'id' | 'smtpPasswordEncrypted'>,
  smtp: SmtpSettings,
): Promise<string | null> {
  return smtp.signIn ? accessToken(mailbox.id) : openSmtpPassword(mailbox);
}

/** What both delivery and the test in Settings connect with. */
export function connectionOptions(smtp: SmtpSettings, secret: string | null) {
  const here = isLoopback(smtp.host);
  return {
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    ...(smtp.user ? { auth: authOf(smtp.user, smtp.signIn, secret ?? '') } : {}),
    // A password never crosses a network in clear.
    requireTLS: !smtp.secure && smtp.user !== undefined && !here,
    tls: { rejectUnauthorized: !here },
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    // RFC 5321 grants a server ten minutes to say yes to a mail; five are enough for those that filter first.
    socketTimeout: 300_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function authOf(user: string, signIn: SmtpSettings['signIn'], secret: string) {
  return signIn ? { type: 'OAuth2' as const, user, accessToken: secret } : { user, pass: secret };
}

/** @param handedOver the server had the whole message */
export function failureOf(error: unknown, handedOver: boolean): Failure {
  const { responseCode, code, command } = error as { responseCode?: number; code?: string; command?: string };
  const beforeMail = code === 'EAUTH' || command === 'CONN' || /^(AUTH|EHLO|HELO|STARTTLS|API)\b/.test(command ?? '');
  return {
    code: typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null,
    words: wordsOf(error, handedOver),
    about: beforeMail ? 'server' : 'message',
    handedOver,
  };
}

/** The server's own words, or ours about what failed. */
function wordsOf(error: unknown, handedOver = false): string {
  const { response, message = String(error) } = error as { response?: string; message?: string };
  const what = handedOver
    ? 'The connection was lost before the mail server confirmed the mail'
    : 'The mail server could not be used';
  return (response ?? `${what}: ${message}`).replace(/\s+/g, ' ').trim().slice(0, 1000);
}

function poolFor(mailbox: Mailbox, smtp: SmtpSettings, secret: string | null): Pool {
  const key = sha256(JSON.stringify([smtp, secret]));
  const known = pools.get(mailbox.id);
  if (known?.key === key) return known.pool;
  // Connections at work finish; the next mail takes the new settings.
  known?.pool.close();
  const pool = openPool(smtp, secret);
  pools.set(mailbox.id, { key, pool });
  return pool;
}

function openPool(smtp: SmtpSettings, secret: string | null) {
  const pool = createTransport({
    ...connectionOptions(smtp, secret),
    pool: true,
    maxConnections: 5,
    maxMessages: 100,
    // Shorter than servers': else they hang up just as a mail begins.
    idleTimeout: 20_000,
    maxRequeues: 1,
  });
  pool.use('stream', (mail, done) => {
    const raw = mail.data.raw;
    const watch = Buffer.isBuffer(raw) ? watches.get(raw) : undefined;
    if (!Buffer.isBuffer(raw) || !watch) return done(new Error('a mail came without its watch'));
    mail.message.createReadStream = () => readOnce(raw, watch);
    done();
  });
  return pool;
}

type Watch = { handedOver: boolean };
const watches = new WeakMap<Buffer, Watch>();
const CHUNK = 64 * 1024;

/** The mail as a stream that is pulled only after the server said DATA may come, and that tells when its end was pulled. */
function readOnce(raw: Buffer, watch: Watch): Readable {
  let at = 0;
  return new Readable({
    read() {
      if (at === 0 && watch.handedOver) return void this.destroy(new Error('this mail was handed over before'));
      const chunk = raw.subarray(at, at + CHUNK);
      at += chunk.byteLength;
      if (at >= raw.byteLength) watch.handedOver = true;
      this.push(chunk);
      if (at >= raw.byteLength) this.push(null);
    },
  });
}
