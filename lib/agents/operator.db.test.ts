import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, sessions } from '#db/schema/agents.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { addPerson, resetPassword } from './operator.ts';
import { passwordMatches } from './password.ts';
import { startSession } from './sessions.ts';

withTestDatabase();

test('adds a person once, whatever the case of the e-mail', async () => {
  const values = { name: 'Ada', email: 'Ada@Example.com', role: 'admin', password: 'three unrelated words' } as const;
  await db().transaction((tx) => addPerson(tx, values));
  await expect(db().transaction((tx) => addPerson(tx, { ...values, email: 'ada@example.COM' }))).rejects.toThrow(
    Invalid,
  );
  expect(await db().select({ email: agents.email }).from(agents)).toEqual([{ email: 'ada@example.com' }]);
});

test('a reset password works, signs out everywhere, and lets a disabled person in', async () => {
  const id = await db().transaction((tx) =>
    addPerson(tx, { name: 'Bo', email: 'bo@example.com', role: 'agent', password: 'three unrelated words' }),
  );
  await db().transaction((tx) => startSession(tx, id, { ip: '', userAgent: '' }));
  await db().update(agents).set({ disabledAt: new Date() }).where(eq(agents.id, id));
  await db().transaction((tx) => resetPassword(tx, 'BO@example.com', 'three other words here'));
  const [person] = await db().select().from(agents).where(eq(agents.id, id));
  expect(await passwordMatches(person?.passwordHash ?? null, 'three other words here')).toBe(true);
  expect(person?.disabledAt).toBeNull();
  expect(await db().select().from(sessions).where(eq(sessions.agentId, id))).toEqual([]);
});

test('nobody is made by a reset for an unknown e-mail', async () => {
  await expect(db().transaction((tx) => resetPassword(tx, 'x@example.com', 'three other words here'))).rejects.toThrow(
    NotFound,
  );
});
