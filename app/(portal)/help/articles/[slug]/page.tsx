import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ArticleBody } from '#components/portal/article-body.tsx';
import { ArticleContents, hasContents } from '#components/portal/article-contents.tsx';
import { ArticleNeighbours } from '#components/portal/article-neighbours.tsx';
import { Breadcrumb } from '#components/portal/breadcrumb.tsx';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { StillNeedHelp } from '#components/portal/still-need-help.tsx';
import { db } from '#db/client.ts';
import { portalArticle } from '#lib/knowledge/portal.ts';
import { articlePath, collectionPath } from '#lib/knowledge/slugs.ts';
import { renderArticle } from '#lib/platform/markdown.ts';
import { portalSite, publicUrl } from '../../../site.ts';
import { articleData } from './article-data.ts';

type Props = { params: Promise<{ slug: string }> };

const load = cache(async (slug: string) => {
  const article = await portalArticle(db(), decodeURIComponent(slug));
  return article ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, excerpt, slug, publishedAt, updatedAt, collection } = await load((await params).slug);
  const url = publicUrl(articlePath(slug));
  return {
    title,
    description: excerpt,
    alternates: { canonical: url },
    openGraph: {
      type: 'article',
      siteName: (await portalSite()).siteName,
      title,
      description: excerpt,
      url,
      section: collection.name,
      publishedTime: publishedAt?.toISOString(),
      modifiedTime: updatedAt.toISOString(),
    },
  };
}

export default async function ArticlePage({ params }: Props) {
  const article = await load((await params).slug);
  const [t, locale, { siteName }] = await Promise.all([getTranslations('portal.article'), getLocale(), portalSite()]);
  const { html, headings } = renderArticle(article.body);
  const link = (neighbour: typeof article.previous) =>
    neighbour && { href: articlePath(neighbour.slug), title: neighbour.title };
  return (
    <InnerPage wide>
      <script
        type="application/ld+json"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which no tag can begin
        dangerouslySetInnerHTML={{ __html: articleData(article, { siteName, url: publicUrl }) }}
      />
      <div className={`grid gap-x-14 ${hasContents(headings) ? 'xl:grid-cols-[minmax(0,700px)_1fr]' : ''}`}>
        <div className="mx-auto w-full min-w-0 max-w-[700px]">
          <Breadcrumb trail={[{ href: collectionPath(article.collection.slug), label: article.collection.name }]} />
          <article className="mt-3">
            <h1
              lang={article.language}
              className="font-display text-[30px] leading-[1.2] font-medium tracking-[-0.015em] text-balance break-words sm:text-[36px]"
            >
              {article.title}
            </h1>
            <p className="mt-2 mb-6 text-md text-ink-3">
              <time dateTime={article.updatedAt.toISOString()}>
                {t('updated', {
                  date: article.updatedAt.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' }),
                })}
              </time>
            </p>
            <ArticleContents headings={headings} folded />
            <ArticleBody html={html} lang={article.language} />
          </article>
          <div className="mt-12 flex flex-col gap-6">
            <StillNeedHelp />
            <ArticleNeighbours
              label={t('more', { collection: article.collection.name })}
              previous={link(article.previous)}
              next={link(article.next)}
            />
          </div>
        </div>
        <div>
          <ArticleContents headings={headings} />
        </div>
      </div>
    </InnerPage>
  );
}
