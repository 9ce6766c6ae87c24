'use server';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { acceptInvite } from '#lib/agents/invites.ts';
import { signIn } from '../../../auth.ts';
import { formState } from '../../../form-state.ts';

export async function acceptInviteAction(token: string, _: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('setup');
  const schema = z.object({
    name: z.string().trim().min(1, t('nameMissing')).max(80, t('nameLong')),
    password: z.string(),
  });
  let email = '';
  const state = await formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    email = (await db().transaction((tx) => acceptInvite(tx, token, values))).email;
    return {};
  });
  if (state.error) return state;
  await signIn('credentials', { email, password: String(form.get('password')), redirect: false });
  redirect('/');
}
