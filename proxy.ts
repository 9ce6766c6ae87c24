// Runs before every page: with no workspace yet, all of them lead to setup; otherwise it only notes the path, so that
// sign-in can lead back to it. Who may see a page is decided by the page, from the sessions table.
import { type NextRequest, NextResponse } from 'next/server';
import { log } from '#lib/platform/log.ts';
import { workspaceExists } from '#lib/workspace/exists.ts';

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/setup' && !(await existsOrUnknown())) {
    const url = request.nextUrl.clone();
    url.pathname = '/setup';
    url.search = '';
    return NextResponse.redirect(url);
  }
  const headers = new Headers(request.headers);
  headers.set('x-tandem-path', pathname + search);
  return NextResponse.next({ request: { headers } });
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
