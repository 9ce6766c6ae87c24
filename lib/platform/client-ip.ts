// Whose address a request counts for.
import { isIPv6 } from 'node:net';
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

/** What limits count by: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of that has all of them. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped) return mapped;
  const [head = [], tail] = bare.split('::').map((half) => half.split(':').filter(Boolean));
  const written = [...head, ...(tail ?? [])].reduce((n, group) => n + (group.includes('.') ? 2 : 1), 0);
  const groups = tail ? [...head, ...Array<string>(8 - written).fill('0'), ...tail] : head;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
