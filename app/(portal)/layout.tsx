import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PortalHeader } from '#components/portal/portal-header.tsx';
import { env } from '#lib/platform/env.ts';
import { portalSite } from './site.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { siteName, locale } = await portalSite();
  return {
    metadataBase: new URL(env().TANDEM_URL),
    title: { default: siteName, template: `%s · ${siteName}` },
    openGraph: { siteName, locale, type: 'website' },
  };
}

/** The help center that customers see. Plain links and forms; only the search box and the contact form come alive. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { siteName, locale, path } = await portalSite();
  const t = await getTranslations('portal.error');
  return (
    <div
      id="portal"
      // The error page runs in the browser alone and reads its words here.
      data-error-title={t('title')}
      data-error-body={t('body')}
      data-error-retry={t('retry')}
      className="flex min-h-dvh flex-col bg-surface text-base"
    >
      <PortalHeader siteName={siteName} locale={locale} path={path} />
      <main id="content" className="flex flex-1 flex-col">
        {children}
      </main>
    </div>
  );
}
