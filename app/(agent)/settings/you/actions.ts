'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { saveMailChoices } from '#lib/agents/mail-choices.ts';
import { changePassword, saveProfile } from '#lib/agents/profile.ts';
import { endAllSessions, endSessionByKey } from '#lib/agents/sessions.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent, sessionId } from '../../../session.ts';

export async function saveProfileAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const schema = z.object({
    name: z.string().trim().min(1, t('you.nameMissing')).max(80),
    signature: z.string().max(2000),
  });
  return formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    await db().transaction((tx) => saveProfile(tx, agent, values));
    revalidatePath('/', 'layout');
    return { done: t('saved') };
  });
}

export async function saveMailChoicesAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const choices = { assigned: form.has('assigned'), answered: form.has('answered'), review: form.has('review') };
    await db().transaction((tx) => saveMailChoices(tx, agent, choices));
    revalidatePath('/settings/you');
    return { done: t('saved') };
  });
}

export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.you');
  const here = await sessionId();
  return formState(async () => {
    const values = z
      .object({ current: z.string().max(1000), next: z.string().max(1000) })
      .parse(Object.fromEntries(form));
    await db().transaction((tx) => changePassword(tx, agent, values, here));
    revalidatePath('/settings/you');
    return { done: t('passwordChanged') };
  });
}

export async function signOutOneAction(key: string): Promise<void> {
  const agent = await requireAgent();
  await endSessionByKey(db(), agent, z.string().max(64).parse(key));
  revalidatePath('/settings/you');
}

export async function signOutOthersAction(): Promise<void> {
  const agent = await requireAgent();
  await endAllSessions(db(), agent.id, await sessionId());
  revalidatePath('/settings/you');
}
