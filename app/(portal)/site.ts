// What every portal page says of itself: whose help center it is, in which language, at which address.
import 'server-only';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { env } from '#lib/platform/env.ts';
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
