import { BookOpen, ExternalLink, Library, Plus, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ArticleFilters } from '#components/help-center/article-filters.tsx';
import { ArticleRows } from '#components/help-center/article-rows.tsx';
import { CollectionShelf } from '#components/help-center/collection-shelf.tsx';
import { HelpCenterNav } from '#components/help-center/help-center-nav.tsx';
import { Pager } from '#components/help-center/pager.tsx';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { ARTICLES_PER_PAGE, listArticles } from '#lib/knowledge/article-list.ts';
import { listCollections } from '#lib/knowledge/collections.ts';
import { requireAgent } from '../../session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter'))('title') };
}

// A filter that makes no sense is no filter.
const filters = z.object({
  q: z.string().trim().max(200).catch(''),
  collection: z.coerce.number().int().positive().optional().catch(undefined),
  status: z.enum(['draft', 'published', 'internal', 'due']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export default async function HelpCenterPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const agent = await requireAgent();
  const asked = filters.parse(await searchParams);
  const [t, collections, { rows, total }] = await Promise.all([
    getTranslations('helpCenter'),
    listCollections(db(), agent),
    listArticles(db(), agent, {
      query: asked.q,
      collectionId: asked.collection,
      ...(asked.status === 'due' ? { due: true } : { status: asked.status }),
      page: asked.page,
    }),
  ]);
  const mayWrite = hasRole(agent, 'agent');
  const filtered = Boolean(asked.q || asked.collection || asked.status);
  const write = mayWrite && collections.length > 0 && (
    <Link
      href={`/help-center/articles/new${asked.collection ? `?collection=${asked.collection}` : ''}`}
      className={buttonClass({ variant: 'primary' })}
    >
      <Plus aria-hidden="true" />
      {t('list.new')}
    </Link>
  );
  return (
    <Page
      width="wide"
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <a href="/help" target="_blank" rel="noreferrer" className={buttonClass({ variant: 'ghost' })}>
            {t('nav.portal')}
            <ExternalLink aria-hidden="true" />
          </a>
          {write}
        </>
      }
    >
      <HelpCenterNav current="articles" />
      {collections.length === 0 ? (
        <EmptyState
          icon={<Library />}
          title={t('list.needCollectionTitle')}
          body={t('list.needCollectionBody')}
          action={
            mayWrite && (
              <Link href="/help-center/collections" className={buttonClass({ variant: 'primary' })}>
                {t('collections.new')}
              </Link>
            )
          }
        />
      ) : (
        <div className="flex gap-8">
          <CollectionShelf collections={collections} current={asked.collection} />
          <div className="min-w-0 flex-1">
            <ArticleFilters collections={collections} />
            {rows.length > 0 && (
              <>
                <p className="mb-2 text-sm text-ink-3" role="status">
                  {t('list.count', { count: total })}
                </p>
                <ArticleRows rows={rows} />
                <Pager
                  page={asked.page}
                  pages={Math.ceil(total / ARTICLES_PER_PAGE)}
                  href={(page) => `/help-center?${query({ ...asked, page })}`}
                />
              </>
            )}
            {rows.length === 0 &&
              (filtered || asked.page > 1 ? (
                <EmptyState
                  icon={<SearchX />}
                  title={t('list.noneTitle')}
                  body={t('list.noneBody')}
                  action={
                    <Link href="/help-center" className={buttonClass()}>
                      {t('list.clear')}
                    </Link>
                  }
                />
              ) : (
                <EmptyState
                  icon={<BookOpen />}
                  title={t('list.emptyTitle')}
                  body={t('list.emptyBody')}
                  action={write}
                />
              ))}
          </div>
        </div>
      )}
    </Page>
  );
}

function query(asked: z.output<typeof filters>): string {
  const given = Object.entries(asked).flatMap(([key, value]) => (value ? [[key, String(value)]] : []));
  return new URLSearchParams(given).toString();
}
