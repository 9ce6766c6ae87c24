// Mailgun, a route that forwards to an address ending in "mime": the raw mail in `body-mime`, signed with the account's key.
import { createHmac } from 'node:crypto';
import { safeEqual } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { formParts } from './form-parts.ts';
import type { Handed, Posted } from './posted.ts';

/** Mailgun tries for eight hours, each time with a new signature. */
const OLDEST_SECONDS = 15 * 60;

/** @param key MAILGUN_SIGNING_KEY; without one the mailbox's own key has to do. */
export async function readMailgun(
  { body, contentType }: Posted,
  key = env().MAILGUN_SIGNING_KEY,
  now = Date.now(),
): Promise<Handed> {
  const parts = formParts(body, contentType);
  const text = (name: string) => parts?.get(name)?.toString() ?? '';
  if (key && !isSigned(key, text('timestamp'), text('token'), text('signature'), now))
    throw new Forbidden('The signature is not Mailgun’s for this account, or it is old. Check MAILGUN_SIGNING_KEY.');
  const raw = parts?.get('body-mime');
  if (!raw?.byteLength)
    throw new Invalid('There is no raw mail in it. Forward to the address that ends in “mailgun-mime”.');
  return { raw, envelope: { from: text('sender'), to: text('recipient').split(',').filter(Boolean) } };
}

function isSigned(key: string, timestamp: string, token: string, signature: string, now: number): boolean {
  const age = now / 1000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || !token || Math.abs(age) > OLDEST_SECONDS) return false;
  return safeEqual(
    createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex'),
    signature.toLowerCase(),
  );
}
