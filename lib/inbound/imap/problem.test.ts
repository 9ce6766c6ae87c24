import { expect, test } from 'vitest';
import type { ImapSettings } from '#db/schema/channels.ts';
import { Sealed } from '#lib/channels/imap-password.ts';
import { pauseAfter } from './backoff.ts';
import { problemOf } from './problem.ts';

const imap: ImapSettings = {
  host: 'imap.example.com',
  port: 993,
  secure: true,
  user: 'help',
  folder: 'Support',
  since: '2026-11-25',
  afterwards: 'leave',
};
const failure = (props: object, message = 'no') => problemOf(Object.assign(new Error(message), props), imap);

test.each([
  [
    'a refused password',
    { authenticationFailed: true, response: 'Invalid credentials.' },
    'refused',
    '“Invalid credentials”',
  ],
  ['no such name', { code: 'ENOTFOUND' }, 'unreachable', 'No server named imap.example.com'],
  [
    'nobody listens',
    { code: 'ECONNREFUSED' },
    'unreachable',
    'imap.example.com:993 cannot be reached: nothing listens',
  ],
  ['silence', { code: 'CONNECT_TIMEOUT' }, 'unreachable', 'did not answer in time'],
  ['the wrong port for TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls', 'the password was not sent'],
  ['an expired certificate', { code: 'CERT_HAS_EXPIRED' }, 'tls', 'cannot be secured'],
  ['no STARTTLS', { tlsFailed: true }, 'tls', 'cannot be secured'],
  ['no such folder', { mailboxMissing: true }, 'folder', 'no folder “Support”'],
  ['a closed connection', { code: 'NoConnection' }, 'closed', 'ended the connection'],
  ['a refused command', { responseStatus: 'NO', responseText: 'Over quota' }, 'server', '“Over quota”'],
])('%s becomes a sentence', (_, props, kind, words) => {
  expect(failure(props)).toMatchObject({ kind, words: expect.stringContaining(words) });
});

test('a password from another secret; and a server that says a novel says a line', () => {
  expect(problemOf(new Sealed('x'), imap)).toMatchObject({
    kind: 'sealed',
    words: expect.stringContaining('TANDEM_SECRET'),
  });
  const long = failure({ responseText: `a\nb ${'x'.repeat(5000)}` }).words;
  expect(long.length).toBeLessThan(400);
  expect(long).not.toContain('\n');
});

test('pauses grow to five minutes; refused passwords wait a minute and up to fifteen; nobody comes back together', () => {
  const middle = () => 0.5;
  expect([1, 2, 3, 20].map((n) => pauseAfter('unreachable', n, middle))).toEqual([2_000, 4_000, 8_000, 300_000]);
  expect([1, 2, 9].map((n) => pauseAfter('refused', n, middle))).toEqual([60_000, 120_000, 900_000]);
  expect(pauseAfter('server', 1, () => 0)).toBe(1_600);
  expect(pauseAfter('server', 1, () => 1)).toBe(2_400);
});
