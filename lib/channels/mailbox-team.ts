// Which team looks after what comes into a mailbox.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailboxes, teams } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { requireTeam, type Team } from '#lib/agents/teams.ts';
import { NotFound } from '#lib/platform/errors.ts';

/** For new conversations; those that are there keep what they have. @param teamId null: none */
export async function saveMailboxTeam(tx: Tx, agent: CurrentAgent, id: number, teamId: number | null): Promise<void> {
  requireRole(agent, 'admin');
  if (teamId !== null) await requireTeam(tx, teamId);
  const rows = await tx.update(mailboxes).set({ teamId }).where(eq(mailboxes.id, id)).returning({ id: mailboxes.id });
  if (rows.length === 0) throw new NotFound('This mailbox is gone. Reload the page.');
}

/** Held until the end of the transaction: a team that is deleted meanwhile is none, and no mail fails for it. */
export async function teamOfMailbox(tx: Tx, id: number): Promise<Team | null> {
  const [team] = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .innerJoin(mailboxes, eq(mailboxes.teamId, teams.id))
    .where(eq(mailboxes.id, id))
    .for('key share', { of: teams });
  return team ?? null;
}
