// The SMTP door. Takes mail for known addresses only, says 250 only after the commit, and asks the peer to come back (4xx) for anything that is our fault.
import { readFileSync } from 'node:fs';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { db } from '#db/client.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { receive } from './receive.ts';
import { mailboxIdsFor } from './recipient.ts';

const MOST_RECIPIENTS = 100;
const MOST_CLIENTS = 100;
const STORE_WITHIN_MS = 30_000;

export type Listener = { port: number; close: () => Promise<void> };

/** Listens on SMTP_HOST:SMTP_PORT (or `port`, 0 for any). */
export async function startSmtpListener(port = env().SMTP_PORT): Promise<Listener> {
  const { SMTP_HOST, MAIL_MAX_MB } = env();
  const size = Math.floor(MAIL_MAX_MB * 1024 * 1024);
  const tls = certificate();
  const server = new SMTPServer({
    banner: 'Tandem',
    size,
    rejectOversized: true,
    maxRecipients: MOST_RECIPIENTS,
    maxClients: MOST_CLIENTS,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    ...tls,
    onRcptTo: (address, _session, done) => void acceptRecipient(address).then(done),
    onData: (stream, session, done) => void take(stream, session, size).then(done),
  });
  // A peer that hangs up or fails TLS is its own affair; a listener that cannot listen is ours.
  server.on('error', (error) => log.debug({ err: error }, 'smtp client'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, SMTP_HOST, () => resolve());
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

type Refusal = Error & { responseCode: number };

async function acceptRecipient(address: SMTPServerAddress): Promise<Refusal | null> {
  try {
    return (await mailboxIdsFor([address.address])).length === 0 ? refusal(550, '5.1.1 No such mailbox here') : null;
  } catch (error) {
    return ourFault(error);
  }
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  size: number,
): Promise<Refusal | undefined> {
  const tooLarge = refusal(552, `5.3.4 The message is larger than ${Math.floor(size / 1024 / 1024)} MB`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      // Past the limit the rest is read (the protocol wants that) and dropped.
      if (bytes > size) chunks.length = 0;
      else chunks.push(chunk);
    }
    if (bytes > size || stream.sizeExceeded) return tooLarge;
    await within(STORE_WITHIN_MS, store(Buffer.concat(chunks), session));
    return undefined;
  } catch (error) {
    return ourFault(error);
  }
}

async function store(raw: Buffer, session: SMTPServerSession): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map((recipient) => recipient.address);
  const mailboxIds = await mailboxIdsFor(to);
  if (mailboxIds.length === 0) throw new Error('every recipient of this mail was removed while it arrived');
  const envelope = {
    from: mailFrom ? mailFrom.address : '',
    to,
    ip: session.remoteAddress,
    helo: session.hostNameAppearsAs || '',
  };
  await db().transaction(async (tx) => {
    for (const mailboxId of mailboxIds) {
      const { rawMessageId, duplicate } = await receive(tx, { mailboxId, door: 'smtp', envelope, raw });
      log.debug({ rawMessageId, duplicate, bytes: raw.byteLength }, 'mail taken');
    }
  });
}

function ourFault(error: unknown): Refusal {
  log.error({ err: error }, 'mail could not be taken; the peer was asked to try again');
  return refusal(451, '4.3.0 This mail could not be stored now; please try again');
}

function refusal(responseCode: number, message: string): Refusal {
  return Object.assign(new Error(message), { responseCode });
}

/** A mail that commits after all is recognised when the peer brings it again. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not stored within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function certificate(): { cert: Buffer; key: Buffer } | undefined {
  const { SMTP_TLS_CERT, SMTP_TLS_KEY } = env();
  if (!SMTP_TLS_CERT || !SMTP_TLS_KEY) return undefined;
  return { cert: readFileSync(SMTP_TLS_CERT), key: readFileSync(SMTP_TLS_KEY) };
}
