'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db, type Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { addTeam, renameTeam, setMembers } from '#lib/agents/teams.ts';
import { deleteTeam } from '#lib/conversations/delete-team.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

const id = z.coerce.number().int().positive();
const name = z.string().max(1000);

export async function addTeamAction(_: FormState, form: FormData): Promise<FormState> {
  return change((tx, agent) => addTeam(tx, agent, name.parse(form.get('name'))));
}

/** Its name and who is in it. */
export async function saveTeamAction(teamId: number, _: FormState, form: FormData): Promise<FormState> {
  return change(async (tx, agent) => {
    const team = id.parse(teamId);
    await renameTeam(tx, agent, team, name.parse(form.get('name')));
    await setMembers(tx, agent, team, z.array(id).max(10_000).parse(form.getAll('members')));
  });
}

export async function deleteTeamAction(teamId: number): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await deleteTeam(agent, id.parse(teamId));
    revalidatePath('/', 'layout');
    return { done: 'ok' };
  });
}

async function change(work: (tx: Tx, agent: CurrentAgent) => Promise<unknown>): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction(async (tx) => {
      await work(tx, agent);
      // Everybody's sidebar has their teams.
      await recordEvent(tx, { type: 'workspace.changed', actor: 'agent', agentId: agent.id });
    });
    revalidatePath('/', 'layout');
    return { done: 'ok' };
  });
}
