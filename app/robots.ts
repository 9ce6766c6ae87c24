import type { MetadataRoute } from 'next';
import { env } from '#lib/platform/env.ts';

export const dynamic = 'force-dynamic';

/** The help center may be found; nothing else is anybody's business. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: ['/help', '/_next/static/'],
      disallow: ['/', '/help/search', '/help/person/', '/help/contact/'],
    },
    sitemap: new URL('/help/sitemap.xml', env().TANDEM_URL).href,
  };
}
