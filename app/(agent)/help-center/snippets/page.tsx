import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HelpCenterNav } from '#components/help-center/help-center-nav.tsx';
import { SnippetsManager } from '#components/help-center/snippets-manager.tsx';
import { Page } from '#components/shell/page.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { listSnippets } from '#lib/knowledge/snippets.ts';
import { requireAgent } from '../../../session.ts';
import { deleteSnippetAction, saveSnippetAction } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter.nav'))('snippets') };
}

export default async function SnippetsPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const agent = await requireAgent();
  const { q } = await searchParams;
  const query = (typeof q === 'string' ? q : '').slice(0, 200);
  const [t, snippets] = await Promise.all([getTranslations('helpCenter'), listSnippets(db(), agent, query)]);
  return (
    <Page width="wide" title={t('title')} subtitle={t('subtitle')}>
      <HelpCenterNav current="snippets" />
      <SnippetsManager
        snippets={snippets}
        query={query}
        readOnly={!hasRole(agent, 'agent')}
        actions={{ save: saveSnippetAction, remove: deleteSnippetAction }}
      />
    </Page>
  );
}
