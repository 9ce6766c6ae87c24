// What whoever sits at the server's terminal may do: they own the machine, so no role is asked for.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, type Role } from '#db/schema/agents.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { hashPassword } from './password.ts';
import { endAllSessions } from './sessions.ts';

/** Returns the new agent's id. */
export async function addPerson(
  tx: Tx,
  values: { name: string; email: string; role: Role; password: string },
): Promise<number> {
  const email = values.email.trim().toLowerCase();
  const passwordHash = await hashPassword(values.password);
  const [added] = await tx
    .insert(agents)
    .values({ name: values.name.trim(), email, role: values.role, passwordHash })
    .onConflictDoNothing()
    .returning({ id: agents.id });
  if (!added) throw new Invalid(`${email} is in the workspace already. Nothing was changed.`, 'email');
  return added.id;
}

/** Signs the person out everywhere, and lets them in again if they were disabled. */
export async function resetPassword(tx: Tx, email: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const [person] = await tx
    .update(agents)
    .set({ passwordHash, disabledAt: null })
    .where(eq(sql`lower(${agents.email})`, email.trim().toLowerCase()))
    .returning({ id: agents.id });
  if (!person) throw new NotFound(`Nobody here has the e-mail ${email}. Nothing was changed.`);
  await endAllSessions(tx, person.id);
}
