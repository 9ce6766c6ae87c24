// The cookie of a signed-in browser: its name, the secret it is sealed with, and which session it names. Whether that session still lives is
// the sessions table's word.
import 'server-only';
import { cookies } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { deviceToken } from '#lib/agents/known-device.ts';
import { sign } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';

const MOST_KNOWN = 500;

export const isSecure = () => env().TANDEM_URL.startsWith('https:');
// Cookies know no port: a name of our own keeps apart other apps on localhost.
export const cookieName = () => `${isSecure() ? '__Secure-' : ''}tandem.session`;
const deviceCookieName = () => `${isSecure() ? '__Secure-' : ''}tandem.device`;
export const cookieSecret = () => sign('session cookie', 'auth-secret', 64);

// Opening a cookie takes as long as three queries, and it says the same each time. The oldest is forgotten first.
const known = new Map<string, { session: string; expires: number }>();

/** The session that this request's cookie names, or null. As Auth.js' own auth(), which besides makes the cookie anew on each page. */
export async function sessionOfCookie(): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value;
  if (!token) return null;
  const found = known.get(token) ?? (await open(token));
  return found && found.expires > Date.now() ? found.session : null;
}

/** What this browser was given when somebody signed in here last. */
export async function deviceOfCookie(): Promise<string | undefined> {
  return (await cookies()).get(deviceCookieName())?.value;
}

/** Only where a sign-in has just succeeded. */
export async function rememberDevice(email: string): Promise<void> {
  (await cookies()).set(deviceCookieName(), deviceToken(email), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecure(),
    maxAge: 365 * 86_400,
  });
}

async function open(token: string) {
  const claims = await decode({ token, secret: cookieSecret(), salt: cookieName() }).catch(() => null);
  if (!claims?.sub || !claims.exp) return null;
  const opened = { session: claims.sub, expires: claims.exp * 1000 };
  known.set(token, opened);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest) known.delete(oldest);
  return opened;
}
