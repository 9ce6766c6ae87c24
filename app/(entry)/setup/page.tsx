import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SetupForm } from '#components/entry/setup-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { workspaceExists } from '#lib/workspace/exists.ts';
import { setUpAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('title') };
}

export default async function SetupPage() {
  if (await workspaceExists()) redirect('/');
  const t = await getTranslations('setup');
  return (
    <Card className="p-6">
      <h1 className="text-lg">{t('title')}</h1>
      <p className="mb-5 text-ink-2">{t('intro')}</p>
      <SetupForm action={setUpAction} />
    </Card>
  );
}
