// Fetching what a stranger's address names, without lending the stranger our place in the network: only public addresses, checked at every hop,
// and the connection goes to the very address that was checked, so that a name that changes its answer wins nothing.
import { Resolver } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type Rules = {
  /** Asked with the resolved address before each connection. */
  mayConnect: (address: string, port: number) => boolean;
  /** All addresses of a name. */
  resolve: (name: string) => Promise<string[]>;
  /** Bytes. */
  most: number;
  /** Of all hops together. */
  milliseconds: number;
};

/** Says why in a few words, for the log. */
export class NotFetched extends Error {
  override name = 'NotFetched';
}

export const usual: Rules = {
  mayConnect: (address, port) => (port === 80 || port === 443) && isPublicAddress(address),
  resolve: resolvePublicly,
  most: 5_000_000,
  milliseconds: 10_000,
};

const MOST_REDIRECTS = 3;
const HEADERS = {
  accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
  // Packed bytes could unpack to any size.
  'accept-encoding': 'identity',
  'user-agent': 'Mozilla/5.0 (compatible; picture proxy)',
};

/** The body of a GET, which names nobody: no cookie, no referrer, no address of the reader. Throws NotFetched. */
export async function fetchPublic(address: string, given: Partial<Rules> = {}): Promise<Buffer> {
  const rules = { ...usual, ...given };
  const signal = AbortSignal.timeout(rules.milliseconds);
  try {
    let url = address;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const answer = await get(url, rules, signal);
      if (answer.body) return answer.body;
      url = answer.location;
    }
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched(signal.aborted ? 'it took too long' : 'the server could not be reached', { cause: error });
  }
  throw new NotFetched('it leads on and on');
}

type Answer = { body: Buffer } | { body?: undefined; location: string };

async function get(address: string, rules: Rules, signal: AbortSignal): Promise<Answer> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new NotFetched('it is no web address');
  if (url.username || url.password) throw new NotFetched('it holds a password');
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const host = await allowedAddress(name, port, rules, signal);
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      request.destroy();
      reject(new NotFetched(why));
    };
    const request = (secure ? https : http).get({
      host,
      port,
      path: url.pathname + url.search,
      headers: { ...HEADERS, host: url.host },
      // A certificate is checked against the name, though we connect to the address.
      ...(secure ? { servername: isIP(name) ? '' : name } : {}),
      // Of this request alone: no pool, and no proxy that would resolve the name again.
      agent: new (secure ? https : http).Agent({ keepAlive: false }),
      signal,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      response.on('error', reject);
      const { statusCode = 0, headers } = response;
      if ([301, 302, 303, 307, 308].includes(statusCode)) {
        request.destroy();
        const next =
          headers.location && URL.canParse(headers.location, url.href) && new URL(headers.location, url.href);
        return next ? resolve({ location: next.href }) : reject(new NotFetched('it leads nowhere'));
      }
      if (statusCode !== 200) return fail(`the server answered ${statusCode}`);
      if (headers['content-encoding'] && headers['content-encoding'] !== 'identity') return fail('it is packed');
      if (Number(headers['content-length'] ?? 0) > rules.most) return fail('it is too large');
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > rules.most) return fail('it is too large');
        chunks.push(chunk);
      });
      response.on('end', () => {
        if (response.complete) resolve({ body: Buffer.concat(chunks) });
        else reject(new NotFetched('it broke off'));
      });
      response.on('close', () => reject(new NotFetched('it broke off')));
    });
  });
}

/** A name with one forbidden address is not asked at its others: whoever gave it that one means no good. */
async function allowedAddress(name: string, port: number, rules: Rules, signal: AbortSignal): Promise<string> {
  const addresses = isIP(name) ? [name] : await before(signal, rules.resolve(name));
  const [first] = addresses;
  if (!first || !addresses.every((one) => rules.mayConnect(one, port)))
    throw new NotFetched('its address is not a public one');
  // Many machines have no IPv6 way out.
  return addresses.find((one) => isIP(one) === 4) ?? first;
}

/** Over DNS alone: a slow server of the stranger's must not hold the threads that the system's own lookup shares with files and crypto. */
async function resolvePublicly(name: string): Promise<string[]> {
  const dns = new Resolver({ timeout: 2_000, tries: 2 });
  const answers = await Promise.allSettled([dns.resolve4(name), dns.resolve6(name)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
