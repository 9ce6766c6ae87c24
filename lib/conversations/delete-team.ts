// Deleting a team. It may have hundreds of thousands of conversations: they let go of it a few at a time, so that nobody's mail waits for all of them.
import { eq, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { removeTeam } from '#lib/agents/teams.ts';
import { recordEvent } from './events.ts';

/** A second or less on a busy machine. */
const AT_ONCE = 2_000;

/** Its conversations and mailboxes stay and have no team from then on. Interrupted, the team is still there and can be deleted again. Throws NotFound. */
export async function deleteTeam(agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  // So that nothing new comes to it meanwhile; what does all the same lets go with the row.
  await db().update(mailboxes).set({ teamId: null }).where(eq(mailboxes.teamId, id));
  for (let moved = AT_ONCE; moved === AT_ONCE; ) {
    const rows = await db().execute(sql`
      update conversations set team_id = null
      where id in (select id from conversations where team_id = ${id} limit ${AT_ONCE}) and team_id = ${id} returning 1`);
    moved = rows.length;
  }
  await db().transaction(async (tx) => {
    await removeTeam(tx, agent, id);
    await recordEvent(tx, { type: 'workspace.changed', actor: 'agent', agentId: agent.id });
  });
}
