// Connections to IMAP servers: how they are secured and how long they may take. The reader and the test in Settings share it.
import { ImapFlow } from 'imapflow';
import type { ImapSettings } from '#db/schema.ts';
import { env } from '#lib/platform/env.ts';
import { isLoopback } from '#lib/platform/loopback.ts';

const MB = 1024 * 1024;

export type Secret = { pass: string } | { accessToken: string };

/** Not connected yet. Nobody has to listen for its errors: what is in progress fails with them. */
export function imapClient(imap: ImapSettings, secret: Secret, { patience = 20_000 } = {}): ImapFlow {
  const here = isLoopback(imap.host);
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure,
    // A password never crosses a network in clear.
    ...(imap.secure || here ? {} : { doSTARTTLS: true }),
    tls: { rejectUnauthorized: !here },
    auth: { user: imap.user, ...secret },
    clientInfo: { name: 'Tandem' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: patience,
    greetingTimeout: patience,
    // The reader asks something every minute. A connection that died silently is known soon enough for owners to hear of it within five.
    socketTimeout: 75_000,
    maxLiteralSize: mostBytes() + MB,
    maxLineLength: 16 * MB,
    maxResponseSize: mostBytes() + 32 * MB,
  });
  client.on('error', () => {});
  return client;
}

/** The largest mail that any door takes. */
export function mostBytes(): number {
  return Math.floor(env().MAIL_MAX_MB * MB);
}
