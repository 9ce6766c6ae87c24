import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { addMailbox, rotateInboundKey } from '#lib/channels/mailboxes.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { POST } from './route.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.test', role: 'owner' };
const ADDRESS = 'support@parcelbird.example';
const MB = 1024 * 1024;
let key = '';

beforeAll(async () => {
  key = await rotateInboundKey(db(), owner, await addMailbox(db(), owner, { name: 'Support', address: ADDRESS }));
});
afterAll(closeQueue);

test('the right key: stored, 202, and the same mail again is the same', async () => {
  const mail = 'From: a@b.example\r\nMessage-ID: <http-1@b.example>\r\n\r\nHi';
  const first = await post(mail);
  expect(first.status).toBe(202);
  expect(first.body).toEqual({ id: expect.any(Number), duplicate: false });
  expect((await post(mail)).body).toEqual({ id: first.body.id, duplicate: true });
});

test('too large is refused as it streams, whatever it announced; empty and other types are refused', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(MB));
    },
  });
  expect((await post(endless)).status).toBe(413);
  expect(pulled).toBeLessThan(40);
  expect(await post('')).toMatchObject({ status: 400, body: { error: expect.stringContaining('empty') } });
  expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415);
});

test('wrong keys: refused alike, then slowed down, and the right one still passes', async () => {
  const wrong = { authorization: 'Bearer tin_wrong' };
  const [no, unknown, none] = [
    await post('x', wrong),
    await post('x', {}, 'nobody@x.example'),
    await post('x', { authorization: '' }),
  ];
  expect(no.status).toBe(401);
  expect([unknown, none]).toEqual([no, no]);
  let last = no;
  for (let i = 0; i < 40 && last.status !== 429; i++) last = await post('x', wrong);
  expect(last.status).toBe(429);
  expect((await post('From: a@b.example\r\n\r\nstill')).status).toBe(202);
});

async function post(
  body: string | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
  address = ADDRESS,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
  const answer = await POST(request, { params: Promise.resolve({ mailbox: encodeURIComponent(address) }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
