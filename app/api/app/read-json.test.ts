import { expect, test } from 'vitest';
import { z } from 'zod';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { readJson } from './read-json.ts';

const schema = z.object({ body: z.string() });
const JSON_TYPE = { 'content-type': 'application/json' };

const post = (headers: Record<string, string>, body: BodyInit = '{"body":"x"}') =>
  readJson(new Request('https://desk.example/api/app/x', { method: 'POST', headers, body }), schema);

test('our own pages, and scripts outside a browser, are read', async () => {
  expect(await post({ ...JSON_TYPE, 'sec-fetch-site': 'same-origin' })).toEqual({ body: 'x' });
  expect(await post({ 'content-type': 'application/json; charset=utf-8' })).toEqual({ body: 'x' });
  expect(await post({ ...JSON_TYPE, origin: 'https://desk.example', host: 'desk.example' })).toEqual({ body: 'x' });
});

test.each([
  ['another site', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }],
  ['a subdomain or another port', { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }],
  ['an old browser on another port', { ...JSON_TYPE, origin: 'https://desk.example:8443', host: 'desk.example' }],
  ['a sandboxed frame', { ...JSON_TYPE, origin: 'null', host: 'desk.example' }],
  ['a form that says it is text', { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['no type at all', { 'content-type': '' }],
])('refused: %s', async (_, headers) => {
  await expect(post(headers)).rejects.toThrow(Forbidden);
});

test('what is no JSON, does not fit or has no end is refused in words, and not held', async () => {
  await expect(post(JSON_TYPE, '{')).rejects.toThrow(Invalid);
  await expect(post(JSON_TYPE, '{"body":1}')).rejects.toMatchObject({ field: 'body' });
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(100_000).fill(32));
    },
  });
  const request = new Request('https://desk.example/x', {
    method: 'POST',
    headers: JSON_TYPE,
    body: endless,
    duplex: 'half',
  } as RequestInit);
  await expect(readJson(request, schema)).rejects.toThrow(/too long/);
  expect(pulled).toBeLessThan(30);
});
