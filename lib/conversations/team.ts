import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { isMember, requireTeam, type Team } from '#lib/agents/teams.ts';
import { recordEvent } from './events.ts';
import { type Conversation, lockConversation } from './lock.ts';

/** Gives a conversation to a team, or to none (`null`). Whoever has it and is not in that team lets go, so that the team sees it among what nobody has. */
export async function giveToTeam(tx: Tx, agent: CurrentAgent, id: number, teamId: number | null): Promise<void> {
  requireRole(agent, 'agent');
  // The team first: who deletes one holds it and then needs its conversations.
  const team = teamId === null ? null : await requireTeam(tx, teamId);
  await changeTeam(tx, agent, await lockConversation(tx, id), team);
}

/** The caller holds the conversation and the team. */
export async function changeTeam(
  tx: Tx,
  agent: CurrentAgent,
  { id, teamId, assigneeId }: Pick<Conversation, 'id' | 'teamId' | 'assigneeId'>,
  team: Team | null,
): Promise<void> {
  if (teamId === (team?.id ?? null)) return;
  const stays = !team || assigneeId === null || (await isMember(tx, team.id, assigneeId));
  await tx
    .update(conversations)
    .set({ teamId: team?.id ?? null, ...(stays ? {} : { assigneeId: null }) })
    .where(eq(conversations.id, id));
  const who = { conversationId: id, actor: 'agent', agentId: agent.id } as const;
  // Names, too: the line stays true when the team is renamed or deleted.
  await recordEvent(tx, {
    type: 'conversation.teamed',
    ...who,
    data: { teamId: team?.id ?? null, team: team?.name ?? null, ...(stays ? {} : { unassigned: true }) },
  });
}
