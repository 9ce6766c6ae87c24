// A form proves that it came from a page of ours, some seconds ago: what fills forms by the thousand mostly cannot or will not wait.
import { randomToken, sign, verifySignature } from '#lib/platform/crypto.ts';

const PURPOSE = 'contact-form';
/** Nobody reads the page and writes a message in less. */
const LEAST_MS = 2_000;
const MOST_MS = 24 * 3600 * 1000;

/** For one form on one page; `id` in it makes a form posted twice recognisable. */
export function issueFormToken(now = Date.now()): string {
  const body = `${now.toString(36)}.${randomToken(12)}`;
  return `${body}.${sign(body, PURPOSE)}`;
}

/** `early`: give it back with the same token; `stale` (too old, or not ours): give it back with a new one. */
export function readFormToken(token: string, now = Date.now()): { id: string } | 'early' | 'stale' {
  const [, body = '', issued = '', id = '', signature = ''] =
    /^(([0-9a-z]{1,12})\.([\w-]{16}))\.([0-9a-f]{32})$/.exec(token) ?? [];
  if (!body || !verifySignature(body, signature, PURPOSE)) return 'stale';
  const age = now - Number.parseInt(issued, 36);
  if (age > MOST_MS) return 'stale';
  return age < LEAST_MS ? 'early' : { id };
}
