// For a quarter of an hour the sender's own browser knows where our answer goes; the address of the page tells nobody.
import 'server-only';
import type { cookies } from 'next/headers';
import { z } from 'zod';
import { decrypt, encrypt } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';

type Cookies = Awaited<ReturnType<typeof cookies>>;

const NAME = 'help-sent';
const PURPOSE = 'form-sent';
const SECONDS = 15 * 60;
const shape = z.object({ reference: z.string(), email: z.string() });

export function rememberSent(store: Cookies, sent: z.infer<typeof shape>): void {
  store.set(NAME, encrypt(JSON.stringify(sent), PURPOSE), {
    path: '/help/contact',
    httpOnly: true,
    sameSite: 'lax',
    secure: env().TANDEM_URL.startsWith('https:'),
    maxAge: SECONDS,
  });
}

/** The address that the form of this reference was sent from; null in any other browser, and later. */
export function emailOfSent(store: Cookies, reference: string): string | null {
  const sealed = store.get(NAME)?.value;
  if (!sealed) return null;
  try {
    const sent = shape.parse(JSON.parse(decrypt(sealed, PURPOSE)));
    return sent.reference === reference ? sent.email : null;
  } catch {
    return null;
  }
}
