'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { removeDemo } from '#lib/demo/remove.ts';
import { saveWorkspace } from '#lib/workspace/workspace.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

export async function saveWorkspaceAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const schema = z.object({
    name: z.string().trim().min(1, t('workspace.nameMissing')).max(80),
    undoSeconds: z.coerce
      .number(t('workspace.undoRange'))
      .int()
      .min(0, t('workspace.undoRange'))
      .max(120, t('workspace.undoRange')),
  });
  return formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    await db().transaction((tx) => saveWorkspace(tx, agent, values));
    revalidatePath('/', 'layout');
    return { done: t('saved') };
  });
}

export async function removeDemoAction(): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.workspace');
  return formState(async () => {
    await db().transaction((tx) => removeDemo(tx, agent));
    revalidatePath('/', 'layout');
    return { done: t('demoRemoved') };
  });
}
