import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PersonLinkBroken } from '#components/portal/person-link-broken.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('portal.person'))('invalidTitle'), robots: { index: false } };
}

/** What proxy.ts shows, as a 404, for a link to a person that we did not sign. */
export default function MissingPersonPage() {
  return <PersonLinkBroken />;
}
