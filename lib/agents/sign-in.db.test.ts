import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, sessions } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { type CurrentAgent, isLive, loadAgentForSession } from './current.ts';
import { deviceToken } from './known-device.ts';
import { hashPassword } from './password.ts';
import { disablePerson } from './people.ts';
import { changePassword } from './profile.ts';
import { endAllSessions, endSession, endSessionByKey, listSessions } from './sessions.ts';
import { signInWithPassword } from './sign-in.ts';

withTestDatabase();

const PASSWORD = 'correct-horse-battery';
const device = { userAgent: 'Firefox', ip: '192.0.2.1' };
let owner: CurrentAgent;
let mia: CurrentAgent;

beforeAll(async () => {
  const passwordHash = await hashPassword(PASSWORD);
  const rows = await db()
    .insert(agents)
    .values([
      { name: 'Ona', email: 'ona@example.com', role: 'owner', passwordHash },
      { name: 'Mia', email: 'mia@example.com', role: 'agent', passwordHash },
      { name: 'Lena', email: 'lena@parcelbird.example', role: 'admin' },
    ])
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  const [first, second] = rows;
  if (!first || !second) throw new Error('no agents');
  [owner, mia] = [first, second];
});

async function signIn(email = 'mia@example.com', password = PASSWORD): Promise<string> {
  const result = await signInWithPassword(db(), { email, password, device });
  if (result.outcome !== 'in') throw new Error(`not let in: ${result.outcome}`);
  return result.sessionId;
}

test('an open stream learns at its next heartbeat that it was signed out, or that its agent was disabled', async () => {
  const [here, elsewhere] = [await signIn(), await signIn()];
  expect([await isLive(here), await isLive(elsewhere), await isLive('')]).toEqual([true, true, false]);
  await endAllSessions(db(), mia.id, here);
  expect([await isLive(here), await isLive(elsewhere)]).toEqual([true, false]);
  await db().update(agents).set({ disabledAt: new Date() }).where(eq(agents.id, mia.id));
  expect(await isLive(here)).toBe(false);
  await db().update(agents).set({ disabledAt: null }).where(eq(agents.id, mia.id));
});

describe('letting in', () => {
  test('the right password, however the e-mail is typed', async () => {
    const session = await signIn('  MIA@Example.com ');
    expect(await loadAgentForSession(session)).toEqual(mia);
  });

  test.each([
    ['wrong password', 'mia@example.com', 'wrong-horse-battery'],
    ['unknown e-mail', 'nobody@example.com', PASSWORD],
    ['a colleague who has no password', 'lena@parcelbird.example', PASSWORD],
    ['no password', 'mia@example.com', ''],
  ])('%s: one and the same answer', async (_, email, password) => {
    expect(await signInWithPassword(db(), { email, password, device })).toEqual({ outcome: 'wrong' });
  });

  test('the eleventh guess waits, for an unknown e-mail alike; the right password does not help then', async () => {
    for (const email of ['ona@example.com', 'ghost@example.com']) {
      const guess = (password: string) =>
        signInWithPassword(db(), { email, password, device: { ...device, ip: email } });
      for (let n = 0; n < 10; n++) expect((await guess('a guess of mine')).outcome).toBe('wrong');
      expect(await guess(PASSWORD)).toMatchObject({ outcome: 'wait' });
    }
    // From elsewhere it is still let in: nobody can shut somebody out by guessing.
    expect(await signInWithPassword(db(), { email: 'ona@example.com', password: PASSWORD, device })).toMatchObject({
      outcome: 'in',
    });
    await db().execute(sql`delete from rate_limits`);
  });

  test('many addresses together guess a hundred times an hour; a browser that was signed in before does not wait for them', async () => {
    const email = 'mia@example.com';
    const token = deviceToken(email);
    const from = (ip: string, password: string, deviceToken?: string) =>
      signInWithPassword(db(), { email, password, device: { ...device, ip }, deviceToken });
    await db().execute(sql`
      insert into rate_limits (key, window_start, count)
      values (${`sign-in:email:${sha256(email)}`}, now(), 99)`);
    expect((await from('198.51.100.1', 'a guess of mine')).outcome).toBe('wrong');
    expect((await from('198.51.100.2', PASSWORD)).outcome).toBe('wait');
    for (const other of [deviceToken('ona@example.com'), `${token}x`, token.slice(1), '', 'a.b.c'])
      expect((await from('198.51.100.3', PASSWORD, other)).outcome).toBe('wait');
    expect((await from('198.51.100.3', PASSWORD, token)).outcome).toBe('in');
    await db().execute(sql`delete from rate_limits`);
  });

  test('a known browser has ten guesses, too, and starts afresh with the right password', async () => {
    const email = 'mia@example.com';
    const token = deviceToken(email);
    const guess = (password: string) => signInWithPassword(db(), { email, password, device, deviceToken: token });
    for (let n = 0; n < 9; n++) expect((await guess('a guess of mine')).outcome).toBe('wrong');
    expect((await guess(PASSWORD)).outcome).toBe('in');
    for (let n = 0; n < 10; n++) expect((await guess('a guess of mine')).outcome).toBe('wrong');
    expect((await guess(PASSWORD)).outcome).toBe('wait');
    await db().execute(sql`delete from rate_limits`);
  });

  test('one address cannot try many accounts', async () => {
    const ip = '198.51.100.7';
    await db().execute(sql`
      insert into rate_limits (key, window_start, count)
      values (${`sign-in:ip:${ip}`}, now(), 50)`);
    expect(
      await signInWithPassword(db(), { email: 'mia@example.com', password: PASSWORD, device: { ...device, ip } }),
    ).toMatchObject({
      outcome: 'wait',
    });
  });
});

describe('signing out', () => {
  test('a deleted session ends at once', async () => {
    const session = await signIn();
    await endSession(db(), session);
    expect(await loadAgentForSession(session)).toBeNull();
  });

  test('an expired one is over', async () => {
    const session = await signIn();
    await db()
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(sessions.id, session));
    expect(await loadAgentForSession(session)).toBeNull();
  });

  test("one of my browsers, and nobody else's", async () => {
    const [here, there, others] = [await signIn(), await signIn(), await signIn('ona@example.com')];
    await endSessionByKey(db(), mia, others.slice(0, 12));
    expect(await loadAgentForSession(others)).toEqual(owner);
    await endSessionByKey(db(), mia, there.slice(0, 12));
    expect(await loadAgentForSession(there)).toBeNull();
    const listed = await listSessions(db(), mia, here);
    expect(listed.filter(({ current }) => current).map(({ key }) => key)).toEqual([here.slice(0, 12)]);
    expect(JSON.stringify(listed)).not.toContain(here);
  });

  test('everywhere else', async () => {
    const [here, there] = [await signIn(), await signIn()];
    await endAllSessions(db(), mia.id, here);
    expect(await loadAgentForSession(there)).toBeNull();
    expect(await loadAgentForSession(here)).toEqual(mia);
  });

  test('a new password signs the other browsers out; a wrong old one changes nothing', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const change = (current: string, next: string) =>
      db().transaction((tx) => changePassword(tx, mia, { current, next }, here));
    await expect(change('not my password', 'another-long-password')).rejects.toThrow(Invalid);
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ field: 'next' });
    expect(await loadAgentForSession(there)).toEqual(mia);
    await change(PASSWORD, 'another-long-password');
    expect(await loadAgentForSession(there)).toBeNull();
    expect(await loadAgentForSession(here)).toEqual(mia);
    await change('another-long-password', PASSWORD);
  });

  test('disabling somebody signs them out and keeps them out', async () => {
    const session = await signIn();
    await db().transaction((tx) => disablePerson(tx, owner, mia.id));
    expect(await loadAgentForSession(session)).toBeNull();
    expect(await signInWithPassword(db(), { email: mia.email, password: PASSWORD, device })).toEqual({
      outcome: 'wrong',
    });
  });
});
