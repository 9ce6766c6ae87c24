import { isIP } from 'node:net';

/** Whether a server's name means this machine: there nobody listens in, and certificates are made by hand. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
