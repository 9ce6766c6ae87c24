import type { MetadataRoute } from 'next';
import { db } from '#db/client.ts';
import { portalPages } from '#lib/knowledge/portal.ts';
import { articlePath, collectionPath } from '#lib/knowledge/slugs.ts';
import { publicUrl } from '../site.ts';

export const dynamic = 'force-dynamic';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const pages = await portalPages(db());
  return [
    { url: publicUrl('/help') },
    ...pages.collections.map((slug) => ({ url: publicUrl(collectionPath(slug)) })),
    ...pages.articles.map(({ slug, updatedAt }) => ({ url: publicUrl(articlePath(slug)), lastModified: updatedAt })),
  ];
}
