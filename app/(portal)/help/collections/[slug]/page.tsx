import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { CollectionIcon } from '#components/help-center/collection-icon.tsx';
import { ArticleLinks } from '#components/portal/article-links.tsx';
import { Breadcrumb } from '#components/portal/breadcrumb.tsx';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { StillNeedHelp } from '#components/portal/still-need-help.tsx';
import { db } from '#db/client.ts';
import { portalCollection } from '#lib/knowledge/portal.ts';
import { articlePath, collectionPath } from '#lib/knowledge/slugs.ts';
import { portalSite, publicUrl } from '../../../site.ts';

type Props = { params: Promise<{ slug: string }> };

const load = cache(async (slug: string) => {
  const collection = await portalCollection(db(), decodeURIComponent(slug));
  return collection ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const collection = await load((await params).slug);
  const { name, slug, articles } = collection;
  const { siteName } = await portalSite();
  const url = publicUrl(collectionPath(slug));
  // A collection without a description is described by what is in it.
  const description =
    collection.description ||
    articles
      .slice(0, 4)
      .map((article) => article.title)
      .join(' · ');
  return {
    title: name,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'website', siteName, title: name, description, url },
  };
}

export default async function CollectionPage({ params }: Props) {
  const collection = await load((await params).slug);
  const [t, locale] = await Promise.all([getTranslations('portal'), getLocale()]);
  // What the visitor can read comes first; the order within stays the team's.
  const articles = [...collection.articles].sort(
    (a, b) => Number(b.language === locale) - Number(a.language === locale),
  );
  return (
    <InnerPage>
      <Breadcrumb trail={[]} />
      <header className="mt-3 mb-7 flex gap-4">
        <CollectionIcon name={collection.icon} className="mt-2 size-6 text-ink-2" />
        <div className="min-w-0">
          <h1 className="font-display text-[32px] leading-tight font-medium tracking-[-0.015em] break-words">
            {collection.name}
          </h1>
          {collection.description && <p className="mt-1 text-ink-2">{collection.description}</p>}
          <p className="mt-1 text-md text-ink-3">{t('articles', { count: articles.length })}</p>
        </div>
      </header>
      <ArticleLinks
        locale={locale}
        articles={articles.map(({ slug, ...article }) => ({ ...article, href: articlePath(slug) }))}
      />
      <div className="mt-10">
        <StillNeedHelp />
      </div>
    </InnerPage>
  );
}
