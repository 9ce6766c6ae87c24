import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CollectionCard } from '#components/portal/collection-card.tsx';
import { PortalSearchBox } from '#components/portal/portal-search-box.tsx';
import { db } from '#db/client.ts';
import { portalCollections } from '#lib/knowledge/portal.ts';
import { collectionPath } from '#lib/knowledge/slugs.ts';
import { portalPage, portalSite } from '../site.ts';

export async function generateMetadata(): Promise<Metadata> {
  const [{ name, siteName }, t] = await Promise.all([portalSite(), getTranslations('portal.homePage')]);
  return portalPage({ title: { absolute: siteName }, description: t('description', { name }), path: '/help' });
}

export default async function PortalHome() {
  const [t, collections] = await Promise.all([getTranslations('portal.homePage'), portalCollections(db())]);
  return (
    <>
      <div className="border-b bg-paper px-4 pt-12 pb-9 text-center sm:px-6">
        <h1 className="mb-5 font-display text-[34px] leading-[1.15] font-medium tracking-[-0.015em] text-balance sm:text-[40px]">
          {t('title')}
        </h1>
        <PortalSearchBox large />
      </div>
      <section aria-labelledby="topics" className="mx-auto w-full max-w-[940px] px-4 py-8 sm:px-6">
        <h2 id="topics" className="sr-only">
          {t('topics')}
        </h2>
        {collections.length === 0 && <p className="py-8 text-center text-ink-2">{t('empty')}</p>}
        <ul className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
          {collections.map(({ slug, ...collection }) => (
            <li key={slug} className="grid min-w-0">
              <CollectionCard href={collectionPath(slug)} {...collection} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
