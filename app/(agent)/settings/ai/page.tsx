import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { CostsForm } from '#components/settings/costs-form.tsx';
import { EngineForm } from '#components/settings/engine-form.tsx';
import { GuidanceForm } from '#components/settings/guidance-form.tsx';
import { Section } from '#components/settings/section.tsx';
import { SolvedForm } from '#components/settings/solved-form.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { meaningState } from '#lib/ai/embed-passages.ts';
import { LONGEST_GUIDANCE, loadGuidance } from '#lib/ai/guidance.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { knownPrice } from '#lib/ai/models/prices.ts';
import { loadProof } from '#lib/ai/recount.ts';
import { monthlySpend } from '#lib/ai/spend.ts';
import { usesSolved } from '#lib/solved/setting.ts';
import { engineSettings } from '#lib/workspace/engine.ts';
import { requireAgent } from '../../../session.ts';
import { costsAction, engineAction, guidanceAction, solvedAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.ai'))('title') };
}

export default async function AiPage() {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const t = await getTranslations('settings.ai');
  const solved = await getTranslations('settings.solved');
  const costs = await getTranslations('settings.costs');
  const about = await getTranslations('settings.guidance');
  const [{ engine, keySet }, spend, guidance, { results }, meaning] = await Promise.all([
    engineSettings(agent),
    monthlySpend(db(), new Date()),
    loadGuidance(agent),
    loadProof(),
    meaningState(agent),
  ]);
  return (
    <>
      <Section title={t('title')} intro={t('intro')}>
        <EngineForm engine={engine} keySet={keySet} earned={results.judged} meaning={meaning} action={engineAction} />
      </Section>
      <Section title={about('title')} intro={about('intro')}>
        <GuidanceForm
          key={guidance}
          guidance={guidance}
          most={LONGEST_GUIDANCE}
          builtin={engine.provider === 'builtin'}
          earned={results.judged}
          action={guidanceAction}
        />
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
