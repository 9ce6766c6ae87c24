import { Resolver } from 'node:dns/promises';

/** As node:dns resolves: throws with a code (ENOTFOUND, ENODATA, ETIMEOUT…). */
export type Resolve = (domain: string, type: string) => Promise<string[][] | string[]>;

const dns = new Resolver({ timeout: 2_000, tries: 2 });

/** A few seconds at most. */
export const resolveDns: Resolve = async (domain, type) => {
  switch (type) {
    case 'TXT':
      return dns.resolveTxt(domain);
    case 'A':
      return dns.resolve4(domain);
    case 'AAAA':
      return dns.resolve6(domain);
    case 'PTR':
      return dns.resolvePtr(domain);
    default:
      return (await dns.resolve(domain, type)) as unknown as string[];
  }
};
