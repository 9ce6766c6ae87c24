import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { QuarantineList } from '#components/settings/quarantine-list.tsx';
import { Section } from '#components/settings/section.tsx';
import { UndoneList } from '#components/settings/undone-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listQuarantine } from '#lib/inbound/quarantine.ts';
import { listUndone } from '#lib/worker/undone.ts';
import { requireAgent } from '../../../session.ts';
import { dismissUndoneAction, retryAction, retryUndoneAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.quarantine'))('title') };
}

export default async function QuarantinePage() {
  const agent = await requireAgent();
  const t = await getTranslations('settings.quarantine');
  if (!hasRole(agent, 'agent'))
    return <EmptyState icon={<ShieldCheck />} title={t('notForViewersTitle')} body={t('notForViewersBody')} />;
  const [mails, undone] = await Promise.all([listQuarantine(agent), hasRole(agent, 'admin') ? listUndone(agent) : []]);
  return (
    <>
      {undone.length > 0 && (
        <Section title={t('undoneTitle')} intro={t('undoneIntro')}>
          <UndoneList undone={undone} retry={retryUndoneAction} dismiss={dismissUndoneAction} />
        </Section>
      )}
      <Section title={t('title')} intro={t('intro')}>
        {mails.length === 0 ? (
          <EmptyState icon={<ShieldCheck />} title={t('emptyTitle')} body={t('emptyBody')} />
        ) : (
          <QuarantineList mails={mails} retry={retryAction} />
        )}
      </Section>
    </>
  );
}
