// Connections to IMAP servers: how they are secured and how long they may take. The reader and the test in Settings share it.
import { ImapFlow, type ImapFlowError } from 'imapflow';
import type { ImapSettings } from '#db/schema.ts';
import type { Token } from '#lib/channels/oauth/grant.ts';
import { env } from '#lib/platform/env.ts';
import { isLoopback } from '#lib/platform/loopback.ts';

const MB = 1024 * 1024;

export type Secret = { pass: string } | Token;
type Options = { patience?: number; stop?: AbortSignal };

/** Connected and signed in, and closed again where that fails. A token that the server does not take is renewed and tried once more. */
export async function connectImap(imap: ImapSettings, secret: Secret, options: Options = {}): Promise<ImapFlow> {
  if ('pass' in secret) return connectOnce(imap, secret, options);
  const { token, renew } = secret;
  return connectOnce(imap, { accessToken: token }, options).catch(async (error: unknown) => {
    if (!(error as ImapFlowError).authenticationFailed) throw error;
    return connectOnce(imap, { accessToken: await renew() }, options);
  });
}

async function connectOnce(imap: ImapSettings, auth: Auth, { patience = 20_000, stop }: Options): Promise<ImapFlow> {
  const client = imapClient(imap, auth, patience);
  const hangUp = () => client.close();
  stop?.addEventListener('abort', hangUp, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  } finally {
    stop?.removeEventListener('abort', hangUp);
  }
}

type Auth = { pass: string } | { accessToken: string };

/** Nobody has to listen for its errors: what is in progress fails with them. */
function imapClient(imap: ImapSettings, auth: Auth, patience: number): ImapFlow {
  const here = isLoopback(imap.host);
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure,
    // A password never crosses a network in clear.
    ...(imap.secure || here ? {} : { doSTARTTLS: true }),
    tls: { rejectUnauthorized: !here },
    auth: { user: imap.user, ...auth },
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
