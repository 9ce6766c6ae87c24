import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageNotFound } from '#components/portal/page-not-found.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('portal.notFound'))('title'), robots: { index: false } };
}

/** What proxy.ts shows, as a 404, for every address under /help that leads nowhere. */
export default function MissingPage() {
  return <PageNotFound />;
}
