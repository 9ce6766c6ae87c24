import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignInForm } from '#components/entry/sign-in-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { safePath } from '../../safe-path.ts';
import { sessionAgent } from '../../session.ts';
import { signInAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup.signIn'))('title') };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await searchParams;
  const path = safePath(Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl);
  if (await sessionAgent()) redirect(path);
  const t = await getTranslations('setup.signIn');
  const { name } = await loadWorkspace();
  return (
    <>
      <Card className="p-6">
        <h1 className="text-lg">{t('title')}</h1>
        <p className="mb-5 text-ink-2">{t('to', { workspace: name })}</p>
        <SignInForm action={signInAction} callbackUrl={path} />
      </Card>
      <p className="mt-4 px-1 text-sm text-ink-3">{t('forgot')}</p>
    </>
  );
}
