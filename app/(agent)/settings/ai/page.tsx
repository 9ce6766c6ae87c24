import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { CostsForm } from '#components/settings/costs-form.tsx';
import { EngineForm } from '#components/settings/engine-form.tsx';
import { Section } from '#components/settings/section.tsx';
import { SolvedForm } from '#components/settings/solved-form.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { meaningState } from '#lib/ai/embed-passages.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { knownPrice } from '#lib/ai/models/prices.ts';
import { monthlySpend } from '#lib/ai/spend.ts';
import { usesSolved } from '#lib/solved/setting.ts';
import { engineSettings } from '#lib/workspace/engine.ts';
import { requireAgent } from '../../../session.ts';
import { costsAction, engineAction, solvedAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.ai'))('title') };
}

export default async function AiPage() {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const t = await getTranslations('settings.ai');
  const solved = await getTranslations('settings.solved');
  const costs = await getTranslations('settings.costs');
  const { engine, keySet } = await engineSettings(agent);
  const spend = await monthlySpend(db(), new Date());
  return (
    <>
      <Section title={t('title')} intro={t('intro')}>
        <EngineForm engine={engine} keySet={keySet} meaning={await meaningState(agent)} action={engineAction} />
      </Section>
      <Section title={solved('title')} intro={solved('intro')}>
        <SolvedForm on={await usesSolved(db())} action={solvedAction} />
      </Section>
      <Section title={costs('title')} intro={costs('intro')}>
        <CostsForm engine={engine} spend={spend} known={knownPrice(modelOf(engine))} action={costsAction} />
      </Section>
    </>
  );
}
