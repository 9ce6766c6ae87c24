// Owns the first minute: the one workspace row, its owner, and closing that door for ever.
import type { Tx } from '#db/client.ts';
import { agents, autopilot, workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { hashPassword } from '#lib/agents/password.ts';
import { Conflict } from '#lib/platform/errors.ts';

export type SetUp = { name: string; email: string; password: string; workspaceName: string };

/** Creates workspace and owner. Two at once: the row's key lets one through, the other gets Conflict and nothing of theirs is kept. */
export async function setUpWorkspace(tx: Tx, input: SetUp): Promise<CurrentAgent> {
  const [won] = await tx
    .insert(workspace)
    .values({ id: 1, name: input.workspaceName, setupAt: new Date() })
    .onConflictDoNothing()
    .returning({ id: workspace.id });
  if (!won)
    throw new Conflict(
      'Tandem is already set up here. Nothing was changed; sign in, or ask the owner for an invitation.',
    );
  // Only now: hashing costs, and once this door is closed nobody shall make us work at it.
  const passwordHash = await hashPassword(input.password);
  await tx.insert(autopilot).values({ id: 1 }).onConflictDoNothing();
  const [owner] = await tx
    .insert(agents)
    .values({ name: input.name, email: input.email.toLowerCase(), passwordHash, role: 'owner' })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  if (!owner) throw new Error('insert returned no owner');
  return owner;
}
