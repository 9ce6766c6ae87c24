// What each role may do, in one order: viewers read, agents answer, admins set up, owners own.
import type { Role } from '#db/schema/agents.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import type { CurrentAgent } from './current.ts';

export const roles = ['viewer', 'agent', 'admin', 'owner'] as const satisfies readonly Role[];

export function hasRole(agent: Pick<CurrentAgent, 'role'>, least: Role): boolean {
  return roles.indexOf(agent.role) >= roles.indexOf(least);
}

/** Throws Forbidden unless the agent has at least this role. Call it first in everything an agent can ask for. */
export function requireRole(agent: Pick<CurrentAgent, 'role'>, least: Role): void {
  if (hasRole(agent, least)) return;
  throw new Forbidden(
    `Your role (${agent.role}) may not do this. It takes the role ${least}; an owner or admin can change it under Settings, People.`,
  );
}
