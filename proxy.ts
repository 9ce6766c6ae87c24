// Runs before every page: with no workspace yet, all of them lead to setup; otherwise it notes the path, so that
// sign-in can lead back to it, the language of a portal visitor, and what the page may load. Who may see a page is decided by the page, from the sessions table.
import { type NextRequest, NextResponse } from 'next/server';
import { randomToken } from '#lib/platform/crypto.ts';
import { type Locale, visitorLocale } from '#lib/platform/languages.ts';
import { log } from '#lib/platform/log.ts';
import { workspaceExists } from '#lib/workspace/exists.ts';
import { isMissing } from './app/(portal)/missing.ts';
import { contentSecurityPolicy } from './app/content-security.ts';

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/setup' && !(await existsOrUnknown())) {
    const url = request.nextUrl.clone();
    url.pathname = '/setup';
    url.search = '';
    return NextResponse.redirect(url);
  }
  const nonce = randomToken(16);
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-tandem-path', pathname + search);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const locale = visitorLanguage(request);
  if (locale) headers.set('x-next-intl-locale', locale);
  const response =
    locale && (await isMissing(pathname))
      ? NextResponse.rewrite(new URL('/help/missing', request.url), { status: 404, request: { headers } })
      : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (locale && request.nextUrl.searchParams.get('lang') === locale) {
    response.cookies.set('lang', locale, { path: '/help', sameSite: 'lax', maxAge: 365 * 24 * 3600 });
  }
  return response;
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

export const config = { matcher: ['/((?!api/|_next/|favicon|.*\\.(?:png|svg|ico|webp|txt|js|css|woff2)$).*)'] };
