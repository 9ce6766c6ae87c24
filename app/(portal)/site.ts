// What every portal page says of itself: whose help center it is, in which language, at which address.
import 'server-only';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { env } from '#lib/platform/env.ts';
import { known, locales } from '#lib/platform/languages.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';

export const portalSite = cache(async () => {
  const [{ name }, t, locale, requested] = await Promise.all([
    loadWorkspace(),
    getTranslations('portal'),
    getLocale(),
    headers(),
  ]);
  return { name, siteName: t('siteName', { name }), locale, path: requested.get('x-tandem-path') ?? '/help' };
});

/** The public address of a portal path. */
export function publicUrl(path: string): string {
  return new URL(path, env().TANDEM_URL).href;
}

/**
 * Metadata of a page whose words are ours, so that it exists in every language: each has an address of its own (`?lang=`), the plain one
 * follows the visitor. What a team writes has one language and none of this.
 */
export async function portalPage(page: {
  title: Metadata['title'];
  description: string;
  path: string;
}): Promise<Metadata> {
  const { siteName, path } = await portalSite();
  const asked = known(new URL(path, 'http://portal').searchParams.get('lang'));
  const inLanguage = (locale: string) => publicUrl(`${page.path}?lang=${locale}`);
  const url = asked ? inLanguage(asked) : publicUrl(page.path);
  const languages = Object.fromEntries(locales.map((locale) => [locale, inLanguage(locale)]));
  const title = typeof page.title === 'string' ? page.title : siteName;
  return {
    title: page.title,
    description: page.description,
    alternates: { canonical: url, languages: { ...languages, 'x-default': publicUrl(page.path) } },
    openGraph: { siteName, title, description: page.description, url, type: 'website' },
  };
}
