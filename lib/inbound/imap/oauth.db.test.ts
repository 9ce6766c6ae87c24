// Fetching with a token instead of a password: Dovecot asks the provider whether it is good.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { connectedBefore } from '#lib/channels/oauth/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Dovecot } from '../../../e2e/peers/dovecot.ts';
import { OAuthServer } from '../../../e2e/peers/oauth-server.ts';
import { startImapReaders } from './readers.ts';
import { fetchedMailbox, healthOf, mail, storedIn } from './testing.ts';

withTestDatabase();

const dovecot = new Dovecot();
const provider = new OAuthServer();
let stop = async () => {};

beforeAll(async () => {
  await provider.start();
  await dovecot.start(`${provider.url}/introspect`);
  provider.standIn({ imapPort: dovecot.port });
});
afterAll(async () => {
  await stop();
  await dovecot.destroy();
  await provider.stop();
  await closeQueue();
});

test('a token that ran out, or that the server does not take, is renewed and mail is fetched; when the grant is taken back, that is said', async () => {
  const { id, user, imap } = await fetchedMailbox(dovecot);
  await db()
    .update(mailboxes)
    .set({ imap: { ...imap, signIn: 'google' }, imapPasswordEncrypted: null });
  await connectedBefore(provider, id, user);
  dovecot.deliver(user, mail('by-token'));
  stop = startImapReaders({ every: 100, pause: () => 100 });
  await vi.waitFor(async () => expect(await storedIn(id)).toEqual(['by-token']), { timeout: 30_000 });
  expect(provider.requests.at(-1)?.get('grant_type')).toBe('refresh_token');

  await stop();
  // The token should be good for an hour, and is not.
  provider.endSessions();
  dovecot.deliver(user, mail('by-another-token'));
  stop = startImapReaders({ every: 100, pause: () => 100 });
  await vi.waitFor(async () => expect(await storedIn(id)).toEqual(['by-token', 'by-another-token']), {
    timeout: 30_000,
  });
  expect((await healthOf(id))?.problem).toBeNull();

  await stop();
  provider.revoked = true;
  stop = startImapReaders({ every: 100, pause: () => 100 });
  await vi.waitFor(async () => expect((await healthOf(id))?.problem).toContain('Connect it again'), {
    timeout: 30_000,
  });
});
