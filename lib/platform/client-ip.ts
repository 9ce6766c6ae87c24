// Whose address a request counts for.
import { env } from './env.ts';

/** A proxy has passed this request on, and TRUST_PROXY knows of none: then everybody counts as the proxy's one address. */
export function proxyUnknown(headers: Headers): boolean {
  return env().TRUST_PROXY === 0 && headers.has('x-tandem-forwarded');
}

/**
 * Behind TRUST_PROXY proxies the client is that many places from the right of X-Forwarded-For; what stands further left
 * is the client's own word. With none in front the header holds what the socket says (scripts/start/client-address.mjs); still, limits by
 * address only ever stand beside limits by e-mail or mailbox.
 */
export function clientIp(headers: Headers): string {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const place = hops.length - Math.max(1, env().TRUST_PROXY);
  return (hops[Math.max(0, place)] || 'unknown').slice(0, 64);
}
