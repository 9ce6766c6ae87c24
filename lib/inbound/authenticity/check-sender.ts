// Whether a mail comes from whom it says: SPF, DKIM and DMARC. Only an aligned DMARC pass proves a sender, and only for the one address in From. Whatever
// goes wrong while asking, the mail is kept and its sender is unproven.
import { BlockList, isIP } from 'node:net';
import type { Authentication, rawMessages } from '#db/schema.ts';
import { log } from '#lib/platform/log.ts';
import { type Resolve, resolveDns } from '#lib/platform/net/resolve-dns.ts';
import type { ParsedMail } from '../parse.ts';
import { receiverResults } from './receiver-results.ts';

export type Verdict = { authentication: Authentication | null; verified: boolean };
type Arrival = Pick<typeof rawMessages.$inferSelect, 'door' | 'envelope'>;

const LONGEST_MS = 15_000;
const UNPROVEN: Authentication = { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: 'us' };

/** @param authservId the receiving server whose word counts for mail that it took for us; null: nobody's does. */
export async function checkSender(
  mail: ParsedMail,
  raw: Buffer,
  { door, envelope }: Arrival,
  authservId: string | null,
  resolve: Resolve = resolveDns,
): Promise<Verdict> {
  // What a visitor writes into a form proves nothing.
  if (door === 'form') return { authentication: null, verified: false };
  const told = authservId && door !== 'smtp' ? receiverResults(mail.headers, authservId) : null;
  const authentication = told ?? (await ask(mail, raw, door === 'smtp' ? envelope : null, resolve));
  return { authentication, verified: authentication.dmarc === 'pass' && isFrom(mail, authentication.domain) };
}

/** One From field with one address in it, of the domain that passed. */
function isFrom({ headers, from, written }: ParsedMail, domain: string | null): boolean {
  if (!from || !domain || headers.all('from').length !== 1 || written.from.length !== 1) return false;
  const own = from.address.slice(from.address.lastIndexOf('@') + 1);
  return own === domain.toLowerCase();
}

async function ask(
  mail: ParsedMail,
  raw: Buffer,
  envelope: Arrival['envelope'] | null,
  resolve: Resolve,
): Promise<Authentication> {
  const ip = envelope?.ip && isPublic(envelope.ip) ? envelope.ip : null;
  if (!ip && !mail.headers.has('dkim-signature')) return UNPROVEN;
  try {
    return await within(LONGEST_MS, verdict(raw, ip ? { ip, ...envelope } : null, resolve));
  } catch (error) {
    log.warn({ err: error }, 'a sender could not be checked and counts as unproven');
    return UNPROVEN;
  }
}

async function verdict(
  raw: Buffer,
  peer: { ip: string; helo?: string; from?: string } | null,
  resolve: Resolve,
): Promise<Authentication> {
  // Loaded with the first mail that needs it.
  const { authenticate } = await import('mailauth');
  const { dkim, spf, dmarc } = await authenticate(raw, {
    mta: 'tandem',
    resolver: resolve,
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    ...(peer ? { ip: peer.ip, helo: peer.helo ?? '', sender: peer.from ?? '' } : {}),
  });
  const results = dkim.results.map(({ status }) => status);
  // A signature over a part of the text lets anybody add the rest.
  const whole = results.some((status) => status.result === 'pass' && status.aligned && !status.underSized);
  const passes = dmarc !== false && dmarc.status.result === 'pass' && (whole || Boolean(dmarc.alignment?.spf?.result));
  return {
    spf: known(spf ? spf.status.result : 'none'),
    dkim: known(results.find(({ result }) => result === 'pass')?.result ?? results[0]?.result ?? 'none'),
    dmarc: passes ? 'pass' : known(dmarc && dmarc.status.result !== 'pass' ? dmarc.status.result : 'none'),
    domain: passes ? (dkim.headerFrom?.[0]?.split('@').at(-1)?.toLowerCase() ?? null) : null,
    by: 'us',
  };
}

/** DNS that does not answer proves nothing, and is nobody's fault. */
const known = (result: string) => (/^(temp|perm)err/.test(result) ? 'none' : result);

const LOCAL = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  LOCAL.addSubnet(net, bits);
LOCAL.addAddress('::1', 'ipv6');
LOCAL.addSubnet('fc00::', 7, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** A relay of our own says nothing about the sender. */
function isPublic(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const kind = isIP(plain);
  return kind !== 0 && !LOCAL.check(plain, kind === 6 ? 'ipv6' : 'ipv4');
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
