// Connecting a mailbox against a provider on loopback: the way there and back, renewal, and the end.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes, mailboxGrants, mailboxHealth } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { OAuthServer } from '../../../e2e/peers/oauth-server.ts';
import { saveImap } from '../imap-settings.ts';
import { openAttempt } from './attempt.ts';
import { beginConnect, disconnect, endConnect } from './connect.ts';
import { accessToken, GrantLost } from './grant.ts';
import { renewGrants } from './renew.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.test', role: 'owner' };
const provider = new OAuthServer();
let id = 0;

beforeAll(async () => {
  await provider.start();
  provider.standIn({ imapPort: 1143, smtpPort: 1587 });
});
beforeEach(async () => {
  provider.revoked = false;
  provider.lifetime = 3600;
  provider.requests.length = 0;
  await db().delete(mailboxes);
  const [row] = await db().insert(mailboxes).values({ name: 'Help', address: 'help@x.test' }).returning();
  id = row?.id ?? 0;
});
afterAll(async () => {
  await provider.stop();
});

/** As a browser goes. */
async function thereAndBack() {
  const { url, sealed } = await beginConnect(owner, id, 'google');
  const answer = await fetch(url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  return { sealed, state: back.searchParams.get('state') ?? '', code: back.searchParams.get('code') ?? '' };
}
async function connect() {
  const { sealed, state, code } = await thereAndBack();
  const attempt = openAttempt(sealed, state, owner.id);
  if (!attempt) throw new Error('the attempt was not known again');
  await endConnect(owner, attempt, code);
  return { attempt, code };
}

test('there and back: the mailbox is fetched and sends there, and no token can be read in the database', async () => {
  const { attempt, code } = await connect();
  const [row] = await db().select().from(mailboxes);
  expect(row?.imap).toMatchObject({ port: 1143, user: 'help@x.test', signIn: 'google', folder: 'INBOX' });
  expect(row?.smtp).toMatchObject({ port: 1587, user: 'help@x.test', signIn: 'google' });
  expect(JSON.stringify(await db().select().from(mailboxGrants))).not.toMatch(/access-|refresh-/);
  expect(provider.userOf(await accessToken(id))).toBe('help@x.test');
  await expect(endConnect(owner, attempt, code)).rejects.toThrow(/not valid/);
});

test('a way back that nobody began, of somebody else, or with another verifier, changes nothing', async () => {
  const { sealed, state, code } = await thereAndBack();
  expect(openAttempt(sealed, 'other', owner.id)).toBeNull();
  expect(openAttempt(sealed, state, 2)).toBeNull();
  expect(openAttempt(undefined, state, owner.id)).toBeNull();
  const attempt = openAttempt(sealed, state, owner.id);
  if (!attempt) throw new Error('the attempt was not known again');
  await expect(endConnect(owner, { ...attempt, verifier: 'guessed' }, code)).rejects.toThrow(Invalid);
  await expect(beginConnect({ ...owner, role: 'agent' }, id, 'google')).rejects.toThrow(Forbidden);
  await expect(beginConnect(owner, id, 'microsoft')).rejects.toThrow(/No app is registered with Microsoft/);
  expect(await db().select().from(mailboxGrants)).toEqual([]);
});

test('a token is renewed before it runs out, once for all who ask at the same time', async () => {
  await connect();
  const first = await accessToken(id);
  await db().update(mailboxGrants).set({ accessExpiresAt: sql`now() + interval '1 minute'` });
  provider.requests.length = 0;
  const tokens = await Promise.all([accessToken(id), accessToken(id), accessToken(id)]);
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).not.toBe(first);
  expect(provider.requests.map((form) => form.get('grant_type'))).toEqual(['refresh_token']);
});

test('the provider takes it back: said in a sentence before a mail needs it', async () => {
  await connect();
  await db().update(mailboxGrants).set({ accessExpiresAt: sql`now()` });
  provider.revoked = true;
  await expect(accessToken(id)).rejects.toThrow(GrantLost);
  await renewGrants();
  const [health] = await db().select().from(mailboxHealth).where(eq(mailboxHealth.mailboxId, id));
  expect(health?.problem).toContain('Google does not let Tandem into this mailbox any more');
  provider.revoked = false;
  await connect();
  expect(await db().select().from(mailboxHealth)).toEqual([]);
});

test('its server cannot be changed while it is connected; disconnecting forgets everything', async () => {
  await connect();
  const [row] = await db().select().from(mailboxes);
  if (!row?.imap) throw new Error('not connected');
  await saveImap(db(), owner, id, { ...row.imap, folder: 'Support' }, '');
  await expect(saveImap(db(), owner, id, { ...row.imap, host: 'evil.example' }, '')).rejects.toThrow(/Reload/);
  await db().transaction((tx) => disconnect(tx, owner, id));
  expect(await db().select().from(mailboxGrants)).toEqual([]);
  expect(await db().select().from(mailboxes)).toMatchObject([{ imap: null, smtp: null }]);
  await expect(accessToken(id)).rejects.toThrow(/Connect it again/);
});
