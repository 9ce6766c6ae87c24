// An article in the words of schema.org, for search engines.
import type { PortalArticle } from '#lib/knowledge/portal.ts';
import { articlePath, collectionPath } from '#lib/knowledge/slugs.ts';

type Site = { siteName: string; url: (path: string) => string };

/** JSON for a script element: `<` is written so that no text of an article can end it. */
export function articleData(article: PortalArticle, { siteName, url }: Site): string {
  const own = url(articlePath(article.slug));
  const steps = [
    { name: siteName, item: url('/help') },
    { name: article.collection.name, item: url(collectionPath(article.collection.slug)) },
    { name: article.title, item: own },
  ];
  const data = {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'TechArticle',
        headline: article.title,
        description: article.excerpt,
        inLanguage: article.language,
        datePublished: article.publishedAt?.toISOString(),
        dateModified: article.updatedAt.toISOString(),
        url: own,
        publisher: { '@type': 'Organization', name: siteName },
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: steps.map((step, index) => ({ '@type': 'ListItem', position: index + 1, ...step })),
      },
    ],
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
