import { expect, test } from 'vitest';
import { pictureAnswer } from './picture-answer.ts';

test('a picture of a stranger’s is what it is, stays with its reader, and could not act if it were a page', async () => {
  const answer = pictureAnswer({ type: 'image/gif', bytes: Buffer.from('GIF89a<script>alert(1)</script>') });
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'image/gif',
    'content-length': '31',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=3600',
  });
});
