// Auth.js: a signed cookie that names one row of `sessions`. Who that is, and whether still, is lib/agents' word.
import { cookies } from 'next/headers';
import NextAuth, { CredentialsSignin, type DefaultSession } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { SESSION_DAYS } from '#lib/agents/sessions.ts';
import { signInWithPassword } from '#lib/agents/sign-in.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { sign } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { isOwnPath } from './safe-path.ts';

declare module 'next-auth' {
  interface Session extends DefaultSession {
    sessionId?: string;
  }
}

/** Too many tries: `waitSeconds` until the next one counts. */
export class SignInWait extends CredentialsSignin {
  readonly waitSeconds: number;
  constructor(waitSeconds: number) {
    super();
    this.waitSeconds = waitSeconds;
    this.code = `wait-${waitSeconds}`;
  }
}

const credentials = z.object({ email: z.string().max(320), password: z.string().max(1000) });

const secure = () => env().TANDEM_URL.startsWith('https:');
// Cookies know no port: a name of our own keeps apart other apps on localhost.
const cookieName = () => `${secure() ? '__Secure-' : ''}tandem.session`;
const secret = () => sign('session cookie', 'auth-secret', 64);

/**
 * The session that this request's cookie names, or null. What Auth.js' own auth() would say, which also makes the cookie anew each time:
 * a page cannot set it, and the work is a tenth of the page's.
 */
export async function sessionOfCookie(): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value;
  if (!token) return null;
  const claims = await decode({ token, secret: secret(), salt: cookieName() }).catch(() => null);
  return claims?.sub ?? null;
}

// A function, so that building the app needs no secret.
export const { handlers, auth, signIn, signOut } = NextAuth(() => {
  return {
    secret: secret(),
    trustHost: true,
    useSecureCookies: secure(),
    cookies: {
      sessionToken: {
        name: cookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secure() },
      },
    },
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(given, request) {
          const parsed = credentials.safeParse(given);
          if (!parsed.success) return null;
          const device = { ip: clientIp(request.headers), userAgent: request.headers.get('user-agent') ?? '' };
          const result = await signInWithPassword(db(), { ...parsed.data, device });
          if (result.outcome === 'wait') throw new SignInWait(result.waitSeconds);
          return result.outcome === 'in' ? { id: result.sessionId } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.id ? { sub: user.id } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sub }),
      redirect: ({ url, baseUrl }) => (isOwnPath(url) ? url : baseUrl),
    },
    logger: {
      // A wrong password is somebody's typo, not an incident.
      error: (error) =>
        error instanceof CredentialsSignin ? log.debug('sign-in refused') : log.error({ err: error }, 'auth'),
      warn: (code) => log.debug({ code }, 'auth'),
      debug: () => {},
    },
  };
});
