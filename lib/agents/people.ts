// Owns the list of colleagues: their roles, who may no longer sign in, and that one owner always remains.
import { and, asc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, type Role } from '#db/schema.ts';
import { Conflict, Forbidden, NotFound } from '#lib/platform/errors.ts';
import type { CurrentAgent } from './current.ts';
import { requireRole } from './roles.ts';
import { endAllSessions } from './sessions.ts';

export type Person = {
  id: number;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  lastSeenAt: Date | null;
  /** Demo colleagues cannot sign in. */
  canSignIn: boolean;
};

export async function listPeople(): Promise<Person[]> {
  const rows = await db()
    .select()
    .from(agents)
    .orderBy(sql`${agents.disabledAt} is not null`, asc(sql`lower(${agents.name})`));
  return rows.map(({ id, name, email, role, disabledAt, lastSeenAt, passwordHash }) => ({
    id,
    name,
    email,
    role,
    disabled: disabledAt !== null,
    lastSeenAt,
    canSignIn: passwordHash !== null,
  }));
}

export async function changeRole(tx: Tx, agent: CurrentAgent, id: number, role: Role): Promise<void> {
  const person = await loadForChange(tx, agent, id);
  if (role === 'owner') requireRole(agent, 'owner');
  if (person.role === role) return;
  if (person.role === 'owner') await requireAnotherOwner(tx, id);
  await tx.update(agents).set({ role }).where(eq(agents.id, id));
}

/** Signs the person out everywhere at once. What they wrote stays. */
export async function disablePerson(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  const person = await loadForChange(tx, agent, id);
  if (id === agent.id) throw new Conflict('You cannot disable yourself. Another owner or admin can.');
  if (person.role === 'owner') await requireAnotherOwner(tx, id);
  await tx.update(agents).set({ disabledAt: sql`now()` }).where(eq(agents.id, id));
  await endAllSessions(tx, id);
}

export async function enablePerson(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  await loadForChange(tx, agent, id);
  await tx.update(agents).set({ disabledAt: null }).where(eq(agents.id, id));
}

// Owners are held in id order for the rest of the transaction: two owners who step down at once do not both succeed.
async function loadForChange(tx: Tx, agent: CurrentAgent, id: number): Promise<{ role: Role }> {
  requireRole(agent, 'admin');
  await tx.select({ id: agents.id }).from(agents).where(eq(agents.role, 'owner')).orderBy(agents.id).for('update');
  const [person] = await tx.select({ role: agents.role }).from(agents).where(eq(agents.id, id));
  if (!person) throw new NotFound('This person is no longer in the workspace.');
  if (person.role === 'owner' && agent.role !== 'owner') throw new Forbidden('Only an owner may change an owner.');
  return person;
}

async function requireAnotherOwner(tx: Tx, id: number): Promise<void> {
  const others = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.role, 'owner'), ne(agents.id, id), isNull(agents.disabledAt), isNotNull(agents.passwordHash)));
  if (others.length === 0)
    throw new Conflict('This is the last owner. Make somebody else an owner first; nothing was changed.');
}
