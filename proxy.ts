// Runs before every page: with no workspace yet, all of them lead to setup; otherwise it notes the path, so that
// sign-in can lead back to it, the language of a portal visitor, and what the page may load. Who may see a page is decided by the page, from the sessions table.
import { type NextRequest, NextResponse } from 'next/server';
import { randomToken } from '#lib/platform/crypto.ts';
import { type Locale, visitorLocale } from '#lib/platform/languages.ts';
import { log } from '#lib/platform/log.ts';
import { workspaceExists } from '#lib/workspace/exists.ts';
import { missingPage } from './app/(portal)/missing.ts';
import { isTooLarge } from './app/(portal)/too-large.ts';
import { contentSecurityPolicy } from './app/content-security.ts';

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, searchParams } = request.nextUrl;
  if (pathname !== '/setup' && !(await existsOrUnknown())) return NextResponse.redirect(here(request, '/setup'));
  // Next's own mark on what it asks for while one navigates.
  searchParams.delete('_rsc');
  const search = searchParams.size > 0 ? `?${searchParams}` : '';
  const nonce = randomToken(16);
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-tandem-path', pathname + search);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const locale = visitorLanguage(request);
  if (locale) headers.set('x-next-intl-locale', locale);
  if (locale && isTooLarge(request)) return NextResponse.redirect(here(request, '/help/contact/too-large'), 303);
  const missing = locale && (await missingPage(pathname));
  const response = missing
    ? NextResponse.rewrite(here(request, missing), { status: 404, request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (locale && request.nextUrl.searchParams.get('lang') === locale) {
    response.cookies.set('lang', locale, { path: '/help', sameSite: 'lax', maxAge: 365 * 24 * 3600 });
  }
  return response;
}

// From `url`, which next.config.ts keeps as it came: `nextUrl` says localhost for 127.0.0.1, and to Next that is another server, which it
// would send the visitor to, or ask over HTTP.
function here(request: NextRequest, path: string): URL {
  return new URL(path, request.url);
}

// The portal speaks the visitor's language; the agent app has one.
function visitorLanguage(request: NextRequest): Locale | null {
  if (!/^\/help(\/|$)/.test(request.nextUrl.pathname)) return null;
  return visitorLocale({
    asked: request.nextUrl.searchParams.get('lang'),
    cookie: request.cookies.get('lang')?.value,
    acceptLanguage: request.headers.get('accept-language'),
  });
}

// A database that is away for a moment must not send anybody to setup; the page says what is wrong.
async function existsOrUnknown(): Promise<boolean> {
  try {
    return await workspaceExists();
  } catch (error) {
    log.error({ err: error }, 'cannot tell whether Tandem is set up');
    return true;
  }
}

export const config = { matcher: ['/((?!api/|files/|_next/|favicon|.*\\.(?:png|svg|ico|webp|txt|js|css|woff2)$).*)'] };
