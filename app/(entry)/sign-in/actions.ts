'use server';
import { redirect } from 'next/navigation';
import { CredentialsSignin } from 'next-auth';
import { getTranslations } from 'next-intl/server';
import type { FormState } from '#components/settings/form-state.ts';
import { signIn } from '../../auth.ts';
import { safePath } from '../../safe-path.ts';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('setup.signIn');
  try {
    await signIn('credentials', {
      email: String(form.get('email')),
      password: String(form.get('password')),
      redirect: false,
    });
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    const wait = Number(/^wait-(\d+)$/.exec(error.code)?.[1]);
    if (!wait) return { error: t('wrong') };
    return {
      error: t('wait', { time: wait > 90 ? t('minutes', { n: Math.ceil(wait / 60) }) : t('seconds', { n: wait }) }),
    };
  }
  redirect(safePath(form.get('callbackUrl')));
}
