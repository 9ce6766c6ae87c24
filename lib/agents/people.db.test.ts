import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, invites, type Role } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import type { CurrentAgent } from './current.ts';
import { acceptInvite, inviteAgent, listInvites, loadInvite, withdrawInvite } from './invites.ts';
import { changeRole, disablePerson, enablePerson, listPeople } from './people.ts';

withTestDatabase();

let owner: CurrentAgent;
let admin: CurrentAgent;
let agent: CurrentAgent;

beforeEach(async () => {
  await db().execute(sql`truncate agents, invites restart identity cascade`);
  owner = await person('Ona', 'owner');
  admin = await person('Ada', 'admin');
  agent = await person('Aga', 'agent');
});

async function person(name: string, role: Role): Promise<CurrentAgent> {
  const [row] = await db()
    .insert(agents)
    .values({ name, email: `${name.toLowerCase()}@example.com`, role, passwordHash: 'x' })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  if (!row) throw new Error('no agent');
  return row;
}

const roleOf = async (id: number) => (await listPeople()).find((one) => one.id === id)?.role;
const accept = (token: string) =>
  db().transaction((tx) => acceptInvite(tx, token, { name: 'New', password: 'a-long-enough-password' }));

test('an invitation makes one colleague with its role, once', async () => {
  const token = await inviteAgent(db(), admin, { email: 'New@Example.com', role: 'agent' });
  expect(await loadInvite(token)).toEqual({ email: 'new@example.com', role: 'agent', invitedBy: 'Ada' });
  const results = await Promise.allSettled([accept(token), accept(token)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await listPeople()).filter(({ email }) => email === 'new@example.com')).toMatchObject([
    { role: 'agent', canSignIn: true },
  ]);
  await expect(loadInvite(token)).rejects.toThrow(NotFound);
});

test('only the hash of the link is kept', async () => {
  const token = await inviteAgent(db(), admin, { email: 'new@example.com', role: 'viewer' });
  expect(JSON.stringify(await db().select().from(invites))).not.toContain(token);
});

test('expired, withdrawn, replaced or made up: no door', async () => {
  const expired = await inviteAgent(db(), admin, { email: 'a@example.com', role: 'agent' });
  await db()
    .update(invites)
    .set({ expiresAt: new Date(Date.now() - 1000) });
  const replaced = await inviteAgent(db(), admin, { email: 'b@example.com', role: 'agent' });
  const newer = await inviteAgent(db(), admin, { email: 'b@example.com', role: 'viewer' });
  const [open] = await listInvites(admin);
  for (const token of [expired, replaced, 'made-up']) await expect(accept(token)).rejects.toThrow(NotFound);
  await withdrawInvite(db(), admin, open?.id ?? 0);
  await expect(accept(newer)).rejects.toThrow(NotFound);
});

test('a password that is too short leaves the invitation open', async () => {
  const token = await inviteAgent(db(), admin, { email: 'new@example.com', role: 'agent' });
  await expect(db().transaction((tx) => acceptInvite(tx, token, { name: 'New', password: 'short' }))).rejects.toThrow(
    Invalid,
  );
  expect((await accept(token)).email).toBe('new@example.com');
});

test('who may invite whom', async () => {
  await expect(inviteAgent(db(), agent, { email: 'x@example.com', role: 'viewer' })).rejects.toThrow(Forbidden);
  await expect(inviteAgent(db(), admin, { email: 'x@example.com', role: 'owner' })).rejects.toThrow(Forbidden);
  await expect(inviteAgent(db(), owner, { email: 'AGA@example.com', role: 'viewer' })).rejects.toThrow(Invalid);
  await inviteAgent(db(), owner, { email: 'x@example.com', role: 'owner' });
});

test('an invitation opens nothing once whoever made it is disabled, or could not make it any more', async () => {
  const byAdmin = await inviteAgent(db(), admin, { email: 'back@example.com', role: 'admin' });
  await disablePerson(db(), owner, admin.id);
  await expect(loadInvite(byAdmin)).rejects.toThrow(NotFound);
  await expect(accept(byAdmin)).rejects.toThrow(NotFound);
  expect(await listInvites(owner)).toEqual([]);

  const second = await person('Odo', 'owner');
  const asOwner = await inviteAgent(db(), second, { email: 'owner@example.com', role: 'owner' });
  const asAdmin = await inviteAgent(db(), second, { email: 'admin@example.com', role: 'admin' });
  await changeRole(db(), owner, second.id, 'admin');
  await expect(accept(asOwner)).rejects.toThrow(NotFound);
  await accept(asAdmin);
  const asViewer = await inviteAgent(db(), second, { email: 'viewer@example.com', role: 'viewer' });
  await changeRole(db(), owner, second.id, 'agent');
  await expect(accept(asViewer)).rejects.toThrow(NotFound);
});

test('who may change whom', async () => {
  await expect(changeRole(db(), agent, admin.id, 'viewer')).rejects.toThrow(Forbidden);
  await expect(changeRole(db(), admin, agent.id, 'owner')).rejects.toThrow(Forbidden);
  await expect(changeRole(db(), admin, owner.id, 'agent')).rejects.toThrow(Forbidden);
  await expect(disablePerson(db(), admin, owner.id)).rejects.toThrow(Forbidden);
  await expect(disablePerson(db(), admin, admin.id)).rejects.toThrow(Conflict);
  await changeRole(db(), admin, agent.id, 'viewer');
  expect(await roleOf(agent.id)).toBe('viewer');
});

test('the last owner stays, disabled and demo owners do not count', async () => {
  await expect(changeRole(db(), owner, owner.id, 'agent')).rejects.toThrow(Conflict);
  const second = await person('Oto', 'owner');
  await db().insert(agents).values({ name: 'Demo', email: 'd@parcelbird.example', role: 'owner' });
  await db().update(agents).set({ disabledAt: new Date() }).where(eq(agents.id, second.id));
  await expect(changeRole(db(), owner, owner.id, 'agent')).rejects.toThrow(Conflict);
  await enablePerson(db(), owner, second.id);
  await changeRole(db(), owner, owner.id, 'agent');
  expect(await roleOf(owner.id)).toBe('agent');
});

test('two owners who step down at the same moment do not both succeed', async () => {
  const second = await person('Oto', 'owner');
  const down = (one: CurrentAgent) => db().transaction((tx) => changeRole(tx, one, one.id, 'agent'));
  const results = await Promise.allSettled([down(owner), down(second)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await listPeople()).filter(({ role }) => role === 'owner')).toHaveLength(1);
});
