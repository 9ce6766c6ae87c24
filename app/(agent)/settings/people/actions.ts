'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { inviteAgent, withdrawInvite } from '#lib/agents/invites.ts';
import { changeRole, disablePerson, enablePerson } from '#lib/agents/people.ts';
import { roles } from '#lib/agents/roles.ts';
import { env } from '#lib/platform/env.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

const id = z.number().int().positive();
const role = z.enum(roles);

/** `secret` is the link. */
export async function inviteAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('people');
  const schema = z.object({
    email: z
      .string()
      .trim()
      .max(320)
      .pipe(z.email(t('emailInvalid'))),
    role,
  });
  return formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    const token = await db().transaction((tx) => inviteAgent(tx, agent, values));
    revalidatePath('/settings/people');
    return { secret: `${env().TANDEM_URL.replace(/\/$/, '')}/invite/${token}` };
  });
}

export async function withdrawInviteAction(inviteId: number): Promise<FormState> {
  return change(async (tx, agent) => withdrawInvite(tx, agent, id.parse(inviteId)));
}

export async function changeRoleAction(personId: number, next: string): Promise<FormState> {
  return change(async (tx, agent) => changeRole(tx, agent, id.parse(personId), role.parse(next)));
}

export async function disableAction(personId: number): Promise<FormState> {
  return change(async (tx, agent) => disablePerson(tx, agent, id.parse(personId)));
}

export async function enableAction(personId: number): Promise<FormState> {
  return change(async (tx, agent) => enablePerson(tx, agent, id.parse(personId)));
}

type Work = (tx: Parameters<typeof changeRole>[0], agent: Parameters<typeof changeRole>[1]) => Promise<void>;

async function change(work: Work): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction((tx) => work(tx, agent));
    revalidatePath('/settings/people');
    return {};
  });
}
