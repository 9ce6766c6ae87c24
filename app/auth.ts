// Auth.js: a signed cookie that names one row of `sessions`. Who that is, and whether still, is lib/agents' word.
import NextAuth, { CredentialsSignin } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { SESSION_DAYS } from '#lib/agents/sessions.ts';
import { signInWithPassword } from '#lib/agents/sign-in.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { log } from '#lib/platform/log.ts';
import { isOwnPath } from './safe-path.ts';
import { cookieName, cookieSecret, deviceOfCookie, isSecure, rememberDevice } from './session-cookie.ts';

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

// A function, so that building the app needs no secret.
export const { handlers, signIn, signOut } = NextAuth(() => {
  return {
    secret: cookieSecret(),
    trustHost: true,
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: cookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
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
          const deviceToken = await deviceOfCookie();
          const result = await signInWithPassword(db(), { ...parsed.data, device, deviceToken });
          if (result.outcome === 'wait') throw new SignInWait(result.waitSeconds);
          if (result.outcome === 'wrong') return null;
          await rememberDevice(parsed.data.email);
          return { id: result.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.id ? { sub: user.id } : token),
      // What pages ask is app/session-cookie.ts; scripts learn nothing from /api/auth/session.
      session: ({ session }) => ({ expires: session.expires }),
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
