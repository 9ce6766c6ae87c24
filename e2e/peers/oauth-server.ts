// A provider that mailboxes are connected at: asks nobody, checks PKCE, gives tokens that are good for a while, and takes them back.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forgetEnv } from '../../lib/platform/env.ts';

type Code = { challenge: string; redirectUri: string; user: string };

export class OAuthServer {
  port = 0;
  /** Seconds that the next access tokens are good for. */
  lifetime = 3600;
  /** Nobody is let in any more. */
  revoked = false;
  readonly requests: URLSearchParams[] = [];
  readonly clientSecret = 'client-secret';
  #server: Server;
  #codes = new Map<string, Code>();
  #refresh = new Map<string, string>();
  #access = new Map<string, string>();

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Takes Google's place in this process. */
  standIn({ imapPort = 1, smtpPort = 1 } = {}): void {
    const here = (port: number) => ({ host: '127.0.0.1', port, secure: false });
    Object.assign(process.env, {
      GOOGLE_CLIENT_ID: 'client',
      GOOGLE_CLIENT_SECRET: this.clientSecret,
      MAIL_PROVIDERS: JSON.stringify({
        google: {
          authorizeUrl: `${this.url}/authorize`,
          tokenUrl: `${this.url}/token`,
          imap: here(imapPort),
          smtp: here(smtpPort),
        },
      }),
    });
    forgetEnv();
  }

  async stop(): Promise<void> {
    for (const name of ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'MAIL_PROVIDERS']) delete process.env[name];
    forgetEnv();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Tokens that were given out are good no more, before their time: a password was changed, an administrator ended all sessions. */
  endSessions(): void {
    this.#access.clear();
  }

  userOf(token: string): string | undefined {
    return this.revoked ? undefined : this.#access.get(token);
  }

  /** As if this user had said yes before. */
  refreshTokenOf(user: string): string {
    const refresh = token('refresh');
    this.#refresh.set(refresh, user);
    return refresh;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/authorize') return this.#authorize(url.searchParams, response);
    if (url.pathname === '/introspect') {
      const username = this.userOf(url.searchParams.get('token') ?? '');
      return json(response, 200, username ? { active: true, username } : { active: false });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    this.requests.push(form);
    const user = this.#userFor(form);
    if (!user) return json(response, 400, { error: 'invalid_grant', error_description: 'This grant is not valid.' });
    const [access, refresh] = [token('access'), token('refresh')];
    this.#access.set(access, user);
    this.#refresh.set(refresh, user);
    json(response, 200, {
      access_token: access,
      refresh_token: refresh,
      expires_in: this.lifetime,
      token_type: 'Bearer',
    });
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = token('code');
    const redirectUri = asked.get('redirect_uri') ?? '';
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
      user: asked.get('login_hint') ?? '',
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  /** Codes and refresh tokens are good for one use. */
  #userFor(form: URLSearchParams): string | undefined {
    if (this.revoked || form.get('client_secret') !== this.clientSecret) return undefined;
    if (form.get('grant_type') === 'refresh_token') {
      const known = form.get('refresh_token') ?? '';
      const user = this.#refresh.get(known);
      this.#refresh.delete(known);
      return user;
    }
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return code && code.challenge === proof && code.redirectUri === form.get('redirect_uri') ? code.user : undefined;
  }
}

function token(kind: string): string {
  return `${kind}-${randomBytes(12).toString('base64url')}`;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
