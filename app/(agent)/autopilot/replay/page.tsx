import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ImportForm } from '#components/replay/import-form.tsx';
import { ReplayList } from '#components/replay/replay-list.tsx';
import { StartForm } from '#components/replay/start-form.tsx';
import { Section } from '#components/settings/section.tsx';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { isBudget } from '#lib/autopilot/budgets.ts';
import { getAutopilot } from '#lib/autopilot/settings.ts';
import { MOST_BYTES, MOST_ROWS } from '#lib/replay/imported-set.ts';
import { listReplays } from '#lib/replay/load.ts';
import { suggestKnowledge } from '#lib/replay/start.ts';
import { engineSettings } from '#lib/workspace/engine.ts';
import { requireAgent } from '../../../session.ts';
import { importAction, startAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('replay'))('title') };
}

const DAYS = 30;

export default async function ReplaysPage({ searchParams }: PageProps<'/autopilot/replay'>) {
  const [agent, query] = await Promise.all([requireAgent(), searchParams]);
  const t = await getTranslations('replay');
  const mayStart = hasRole(agent, 'admin');
  const [replays, knowledge, { budget: now }, settings] = await Promise.all([
    listReplays(agent),
    suggestKnowledge(db(), DAYS),
    getAutopilot(),
    mayStart ? engineSettings(agent) : null,
  ]);
  const engine = settings && settings.engine.provider !== 'builtin' ? modelOf(settings.engine) : null;
  const tried = Number(query.budget);
  const budget = isBudget(tried) && tried !== now ? { tried, now } : null;
  return (
    <Page
      title={t('title')}
      subtitle={<span className="max-lg:hidden">{t('subtitle')}</span>}
      actions={
        <Link href="/autopilot" className={buttonClass()}>
          {t('back')}
        </Link>
      }
    >
      <Section title={t('start.title')} intro={t('start.intro')}>
        {mayStart ? (
          <StartForm
            key={String(query.budget ?? query.over)}
            knowledge={knowledge}
            engine={engine}
            budget={budget}
            over={query.over === 'reviews' && !budget ? 'reviews' : 'conversations'}
            action={startAction}
          />
        ) : (
          <p className="p-5 text-ink-2">{t('start.adminsOnly')}</p>
        )}
      </Section>
      {mayStart && (
        <Section title={t('import.title')} intro={t('import.intro')}>
          <ImportForm mb={MOST_BYTES / 2 ** 20} rows={MOST_ROWS} action={importAction} />
        </Section>
      )}
      <Section title={t('list.title')}>
        <ReplayList replays={replays} />
      </Section>
    </Page>
  );
}
