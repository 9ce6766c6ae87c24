import { Search, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FoundList } from '#components/conversation/found-list.tsx';
import { SearchBox } from '#components/conversation/search-box.tsx';
import { Page } from '#components/shell/page.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { searchConversations } from '#lib/conversations/search.ts';
import { requireAgent } from '../../session.ts';

export const metadata: Metadata = { title: 'Search' };

export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  await requireAgent();
  const [{ q }, t] = await Promise.all([searchParams, getTranslations('inbox.search')]);
  const text = typeof q === 'string' ? q.trim() : '';
  const { found, gaveUp } = await searchConversations(text);
  return (
    <Page title={t('title')} subtitle={found.length > 0 ? t('count', { n: found.length }) : undefined}>
      <SearchBox action="/search" initial={text} label={t('label')} placeholder={t('placeholder')} />
      <div className="mt-3">
        {!text && <EmptyState icon={<Search />} title={t('start')} body={t('startBody')} />}
        {text && gaveUp && <EmptyState icon={<SearchX />} title={t('gaveUp')} body={t('gaveUpBody')} />}
        {text && !gaveUp && found.length === 0 && (
          <EmptyState icon={<SearchX />} title={t('none', { text })} body={t('noneBody')} />
        )}
        <FoundList found={found} />
      </div>
    </Page>
  );
}
