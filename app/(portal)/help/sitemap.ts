import type { MetadataRoute } from 'next';
import { db } from '#db/client.ts';
import { portalPages } from '#lib/knowledge/portal.ts';
import { articlePath, collectionPath } from '#lib/knowledge/slugs.ts';
import { locales } from '#lib/platform/languages.ts';
import { publicUrl } from '../site.ts';

export const dynamic = 'force-dynamic';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const pages = await portalPages(db());
  return [
    ours('/help'),
    ours('/help/contact'),
    ...pages.collections.map((slug) => ({ url: publicUrl(collectionPath(slug)) })),
    ...pages.articles.map(({ slug, updatedAt }) => ({ url: publicUrl(articlePath(slug)), lastModified: updatedAt })),
  ];
}

/** A page whose words are Tandem's own exists in every language; an article in the one that it was written in. */
function ours(path: string): MetadataRoute.Sitemap[number] {
  const languages = Object.fromEntries(locales.map((locale) => [locale, publicUrl(`${path}?lang=${locale}`)]));
  return { url: publicUrl(path), alternates: { languages } };
}
