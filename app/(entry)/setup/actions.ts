'use server';
import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { seedDemo } from '#lib/demo/seed.ts';
import { setUpWorkspace } from '#lib/workspace/set-up.ts';
import { signIn } from '../../auth.ts';
import { formState } from '../../form-state.ts';

export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('setup');
  const schema = z.object({
    name: z.string().trim().min(1, t('nameMissing')).max(80, t('nameLong')),
    email: z
      .string()
      .trim()
      .max(320)
      .pipe(z.email(t('emailInvalid'))),
    password: z.string(),
    workspaceName: z.string().trim().min(1, t('workspaceNameMissing')).max(80, t('nameLong')),
    demo: z.literal('on').optional(),
  });
  const state = await formState(async () => {
    const { demo, ...input } = schema.parse(Object.fromEntries(form));
    await db().transaction(async (tx) => {
      const owner = await setUpWorkspace(tx, input);
      if (demo) await seedDemo(tx, owner.id);
    });
    return {};
  });
  if (state.error) return state;
  await signIn('credentials', {
    email: String(form.get('email')),
    password: String(form.get('password')),
    redirect: false,
  });
  redirect((form.get('demo') ? '/review' : '/inbox') as Route);
}
