// Sending with a token instead of a password, to a server that asks the provider whether it is good.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxGrants } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { loadHealth } from '#lib/channels/health.ts';
import { connectedBefore } from '#lib/channels/oauth/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { OAuthServer } from '../../e2e/peers/oauth-server.ts';
import { deliverReply } from './deliver.ts';
import { asked, house, MAILBOX, openLanes, queued, rowOf } from './testing.ts';

withTestDatabase();

const provider = new OAuthServer();
const senders: string[] = [];
let refuses = false;
const server = new SMTPServer({
  authMethods: ['XOAUTH2'],
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ accessToken }, _session, done) => {
    const user = provider.userOf(accessToken ?? '');
    if (user && !refuses) done(null, { user });
    else done(new Error('Invalid token'));
  },
  onData: (stream, session, done) => {
    senders.push(String(session.user));
    stream.resume().once('end', () => done());
  },
});
let home = { mailboxId: 0, agentId: 0 };

beforeAll(async () => {
  await provider.start();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  provider.standIn({ smtpPort: port });
  home = await house({ host: '127.0.0.1', port, secure: false, user: MAILBOX.address, signIn: 'google' });
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await provider.stop();
  await closeQueue();
});

async function reply(): Promise<number> {
  const { conversationId } = await asked(home.mailboxId);
  const { outboxId } = await queued({ conversationId, body: 'Hello', author: 'agent', agentId: home.agentId });
  await deliverReply(outboxId);
  return outboxId;
}

test('a reply leaves with a renewed token; without a grant it waits and says why', async () => {
  await connectedBefore(provider, home.mailboxId, MAILBOX.address);
  expect(await rowOf(await reply())).toMatchObject({ status: 'sent' });
  expect(senders).toEqual([MAILBOX.address]);

  provider.revoked = true;
  await db().update(mailboxGrants).set({ accessExpiresAt: new Date() });
  const waiting = await rowOf(await reply());
  expect(waiting).toMatchObject({ status: 'retry' });
  expect(waiting?.lastResponse).toContain('Google does not let Tandem into this mailbox any more');
  expect((await loadHealth()).get(home.mailboxId)?.out?.problem).toContain('Connect it again');
  expect(senders).toHaveLength(1);
});

test('a token that the server does not take is renewed at once, and only once', async () => {
  await openLanes();
  provider.revoked = false;
  senders.length = 0;
  await connectedBefore(provider, home.mailboxId, MAILBOX.address);
  expect(await rowOf(await reply())).toMatchObject({ status: 'sent' });
  provider.endSessions();
  const asked = provider.requests.length;
  expect(await rowOf(await reply())).toMatchObject({ status: 'sent', attempts: 1 });
  expect(provider.requests).toHaveLength(asked + 1);
  expect((await loadHealth()).get(home.mailboxId)?.out?.problem).toBeNull();

  // The provider gives a token that the server does not take either: said, and not asked for again and again.
  refuses = true;
  const waiting = await rowOf(await reply());
  expect(waiting).toMatchObject({ status: 'retry', attempts: 1 });
  expect(waiting?.waitsFor).toMatch(/^account /);
  expect(provider.requests).toHaveLength(asked + 2);
  expect((await loadHealth()).get(home.mailboxId)?.out?.problem).toMatch(/^535 .*new token.*Connect/);
  await reply();
  expect(provider.requests).toHaveLength(asked + 2);
});
