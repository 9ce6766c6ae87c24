import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CollectionsManager } from '#components/help-center/collections-manager.tsx';
import { HelpCenterNav } from '#components/help-center/help-center-nav.tsx';
import { Page } from '#components/shell/page.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { listCollections } from '#lib/knowledge/collections.ts';
import { requireAgent } from '../../../session.ts';
import { deleteCollectionAction, moveCollectionAction, saveCollectionAction } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter.nav'))('collections') };
}

export default async function CollectionsPage() {
  const agent = await requireAgent();
  const [t, collections] = await Promise.all([getTranslations('helpCenter'), listCollections(db(), agent)]);
  return (
    <Page width="wide" title={t('title')} subtitle={t('subtitle')}>
      <HelpCenterNav current="collections" />
      <CollectionsManager
        collections={collections}
        readOnly={!hasRole(agent, 'agent')}
        actions={{ save: saveCollectionAction, move: moveCollectionAction, remove: deleteCollectionAction }}
      />
    </Page>
  );
}
