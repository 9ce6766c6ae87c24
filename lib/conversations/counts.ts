// The badges: read from the counters that a trigger keeps, never by counting conversations.
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { teamMembers, teams, viewCounts } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { type FixedView, views } from './views.ts';

/** One of this agent's teams: what nobody has taken, and all that is open. */
export type TeamCount = { id: number; name: string; unassigned: number; open: number };
export type Counts = Record<FixedView, number> & { teams: TeamCount[] };

/** How many conversations each view holds for this agent. */
export async function countViews(agent: CurrentAgent): Promise<Counts> {
  const mine = await teamsOf(agent);
  const keyOf = (view: FixedView) => (view === 'mine' ? `mine:${agent.id}` : view);
  const ofTeams = mine.flatMap(({ id }) => [`team:${id}`, `team-open:${id}`]);
  const rows = await db()
    .select({ key: viewCounts.key, n: sql<number>`sum(${viewCounts.n})::int` })
    .from(viewCounts)
    .where(inArray(viewCounts.key, [...views.map(keyOf), ...ofTeams]))
    .groupBy(viewCounts.key);
  const found = new Map(rows.map((row) => [row.key, row.n]));
  const count = (key: string) => Math.max(0, found.get(key) ?? 0);
  const fixed = Object.fromEntries(views.map((view) => [view, count(keyOf(view))])) as Record<FixedView, number>;
  return {
    ...fixed,
    teams: mine.map((team) => ({ ...team, unassigned: count(`team:${team.id}`), open: count(`team-open:${team.id}`) })),
  };
}

function teamsOf(agent: CurrentAgent) {
  return db()
    .select({ id: teams.id, name: teams.name })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.agentId, agent.id))
    .orderBy(asc(sql`lower(${teams.name})`));
}
