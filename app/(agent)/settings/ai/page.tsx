import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { EngineForm } from '#components/settings/engine-form.tsx';
import { Section } from '#components/settings/section.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { engineSettings } from '#lib/workspace/engine.ts';
import { requireAgent } from '../../../session.ts';
import { engineAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.ai'))('title') };
}

export default async function AiPage() {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const t = await getTranslations('settings.ai');
  const { engine, keySet } = await engineSettings(agent);
  return (
    <Section title={t('title')} intro={t('intro')}>
      <EngineForm engine={engine} keySet={keySet} action={engineAction} />
    </Section>
  );
}
