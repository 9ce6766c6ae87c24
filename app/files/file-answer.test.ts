import { afterEach, expect, test } from 'vitest';
import { forgetEnv } from '#lib/platform/env.ts';
import type { Span } from '#lib/platform/storage.ts';
import { fileAnswer } from './file-answer.ts';

const bytes = new TextEncoder().encode('<script>alert(1)</script>');
const SHA = 'ab'.repeat(32);
const file = {
  filename: 'a "b".png',
  size: bytes.byteLength,
  sha256: SHA,
  servedAs: 'image/png',
  inline: true,
  read: async ({ start, end }: Span = { start: 0, end: bytes.byteLength - 1 }) =>
    new Blob([bytes.slice(start, end + 1)]).stream(),
};
const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  fileAnswer(file, new Request('https://files.example/files/x/y', { method, headers }));

afterEach(() => {
  delete process.env.TANDEM_FILES_URL;
  forgetEnv();
});

test('it is what it is, stays with its reader, could not act if it were a page, and brings no cookie', async () => {
  const answer = await ask();
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'image/png',
    'content-length': '25',
    'content-disposition': `inline; filename="a _b_.png"; filename*=UTF-8''a%20%22b%22.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=3600',
    'accept-ranges': 'bytes',
    etag: `"${SHA}"`,
  });
  expect(await answer.text()).toBe('<script>alert(1)</script>');
});

test('on a host of its own the app may show it', async () => {
  process.env.TANDEM_FILES_URL = 'https://files.example';
  forgetEnv();
  expect((await ask()).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

test('a part of it, as long as it is the same file; of what is not there, none', async () => {
  const part = await ask({ range: 'bytes=1-6', 'if-range': `"${SHA}"` });
  expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
    206,
    'bytes 1-6/25',
    '6',
  ]);
  expect(await part.text()).toBe('script');
  const other = await ask({ range: 'bytes=1-6', 'if-range': '"another"' });
  expect([other.status, (await other.text()).length]).toEqual([200, 25]);
  const beyond = await ask({ range: 'bytes=25-' });
  expect([beyond.status, beyond.headers.get('content-range'), await beyond.text()]).toEqual([416, 'bytes */25', '']);
});

test('asked only about it, nothing is read', async () => {
  const answer = await ask({}, 'HEAD');
  expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['25', '']);
});
