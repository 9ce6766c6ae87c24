import { Forbidden } from '#lib/platform/errors.ts';

/** Throws Forbidden unless one of our own pages (or no browser at all) asks: SameSite cookies still come along from another port or subdomain. */
export function refuseOtherSites(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  if (site ? site === 'same-origin' : !hasOtherOrigin(headers)) return;
  throw new Forbidden('This request came from another site. Nothing was changed.');
}

/** For browsers that are too old to say which site asks. */
function hasOtherOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (!origin) return false;
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
