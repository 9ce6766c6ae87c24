// Owns the teams: their names and who is in them. A team is no wall: it says whose matter a conversation is, everybody still sees it.
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, teamMembers, teams } from '#db/schema.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import type { CurrentAgent } from './current.ts';
import { requireRole } from './roles.ts';

export type Team = { id: number; name: string };
/** `members` by name; who is disabled is left out and comes back when let in again. */
export type TeamWithMembers = Team & { members: { id: number; name: string }[] };

export const LONGEST_TEAM_NAME = 60;
const MOST = 100;

/** By name. */
export async function listTeams(): Promise<Team[]> {
  return db()
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .orderBy(asc(sql`lower(${teams.name})`));
}

export async function listTeamsWithMembers(): Promise<TeamWithMembers[]> {
  const [all, members] = await Promise.all([
    listTeams(),
    db()
      .select({ teamId: teamMembers.teamId, id: agents.id, name: agents.name })
      .from(teamMembers)
      .innerJoin(agents, eq(agents.id, teamMembers.agentId))
      .where(isNull(agents.disabledAt))
      .orderBy(asc(sql`lower(${agents.name})`)),
  ]);
  return all.map((team) => ({
    ...team,
    members: members.filter(({ teamId }) => teamId === team.id).map(({ id, name }) => ({ id, name })),
  }));
}

export async function addTeam(tx: Tx, agent: CurrentAgent, name: string): Promise<number> {
  requireRole(agent, 'admin');
  await lockNames(tx);
  const known = await tx.select({ id: teams.id }).from(teams);
  if (known.length >= MOST) throw new Invalid(`There can be at most ${MOST} teams.`, 'name');
  const [row] = await tx
    .insert(teams)
    .values({ name: tidy(name) })
    .onConflictDoNothing()
    .returning({ id: teams.id });
  if (!row) throw taken();
  return row.id;
}

export async function renameTeam(tx: Tx, agent: CurrentAgent, id: number, name: string): Promise<void> {
  requireRole(agent, 'admin');
  const wanted = tidy(name);
  await lockNames(tx);
  await lockTeam(tx, id);
  const [other] = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(sql`lower(${teams.name})`, wanted.toLowerCase()), ne(teams.id, id)));
  if (other) throw taken();
  await tx.update(teams).set({ name: wanted }).where(eq(teams.id, id));
}

/** Replaces the list; an empty one is fine. Throws Invalid, with nothing changed, when somebody on it cannot answer here. */
export async function setMembers(tx: Tx, agent: CurrentAgent, id: number, agentIds: number[]): Promise<void> {
  requireRole(agent, 'admin');
  await lockTeam(tx, id);
  const wanted = [...new Set(agentIds)];
  const found =
    wanted.length > 0
      ? await tx
          .select({ id: agents.id })
          .from(agents)
          .where(and(inArray(agents.id, wanted), isNull(agents.disabledAt), ne(agents.role, 'viewer')))
      : [];
  if (found.length < wanted.length)
    throw new Invalid(
      'Somebody on this list can no longer answer here. Reload the page; nothing was changed.',
      'members',
    );
  // Who is disabled keeps their place.
  const answering = tx.select({ id: agents.id }).from(agents).where(isNull(agents.disabledAt));
  await tx.delete(teamMembers).where(and(eq(teamMembers.teamId, id), inArray(teamMembers.agentId, answering)));
  if (wanted.length > 0) await tx.insert(teamMembers).values(wanted.map((agentId) => ({ teamId: id, agentId })));
}

/** Whatever still points at it has no team from then on; lib/conversations/delete-team.ts lets most of it go before. */
export async function removeTeam(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const gone = await tx.delete(teams).where(eq(teams.id, id)).returning({ id: teams.id });
  if (gone.length === 0) throw missing();
}

/** Held until the end of the transaction, so that it is there as long as somebody points at it. Throws NotFound. */
export async function requireTeam(tx: Tx, id: number): Promise<Team> {
  const [team] = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(eq(teams.id, id))
    .for('key share');
  if (!team) throw missing();
  return team;
}

export async function isMember(tx: Tx, teamId: number, agentId: number): Promise<boolean> {
  const [row] = await tx
    .select({ agentId: teamMembers.agentId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.agentId, agentId)));
  return row !== undefined;
}

async function lockTeam(tx: Tx, id: number): Promise<void> {
  const [team] = await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, id)).for('update');
  if (!team) throw missing();
}

/** Who reads teams or points at one does not wait. */
async function lockNames(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table teams in share row exclusive mode`);
}

function tidy(name: string): string {
  const text = name.replace(/\s+/g, ' ').trim();
  if (!text) throw new Invalid('Give the team a name.', 'name');
  if (text.length > LONGEST_TEAM_NAME) throw new Invalid(`A name has at most ${LONGEST_TEAM_NAME} characters.`, 'name');
  return text;
}

const taken = () => new Invalid('There is a team with this name already.', 'name');
const missing = () => new NotFound('This team is gone. Reload the page.');
