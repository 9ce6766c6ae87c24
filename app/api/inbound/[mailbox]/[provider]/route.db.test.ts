import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { addMailbox, rotateInboundKey } from '#lib/channels/mailboxes.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { POST } from './route.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.test', role: 'owner' };
const ADDRESS = 'support@parcelbird.example';
const RAW = 'From: a@b.example\r\nMessage-ID: <hook-1@b.example>\r\n\r\nHi';
let key = '';

beforeAll(async () => {
  key = await rotateInboundKey(db(), owner, await addMailbox(db(), owner, { name: 'Support', address: ADDRESS }));
});
afterAll(closeQueue);

test('the key in the address opens the door; the same mail through two providers is one', async () => {
  const first = await post('postmark', JSON.stringify({ RawEmail: RAW, OriginalRecipient: ADDRESS }));
  expect(first).toMatchObject({ status: 200, body: { duplicate: false } });
  const form = new URLSearchParams({ email: RAW, envelope: '{"from":"a@b.example","to":[]}' }).toString();
  const second = await post('sendgrid', form, 'application/x-www-form-urlencoded');
  expect(second).toEqual({ status: 200, body: { id: first.body.id, duplicate: true } });
  const [row] = await db().select().from(rawMessages).orderBy(desc(rawMessages.id)).limit(1);
  expect(row).toMatchObject({ door: 'http', envelope: { from: '', to: [ADDRESS] } });
  expect(row?.raw.toString()).toBe(RAW);
});

test('no key is asked for one, a wrong key is refused, and nothing tells what is behind the door', async () => {
  const asked = await post('ses', '{}', 'text/plain', '');
  expect(asked.status).toBe(401);
  expect(await post('ses', '{}', 'text/plain', `Basic ${btoa('x:tin_wrong')}`)).toEqual(asked);
  expect(await post('nobody', '{}', 'text/plain', '')).toEqual(asked);
  expect((await post('nobody', '{}')).status).toBe(404);
});

test('what is not the provider’s stores nothing and says what to set', async () => {
  expect(await post('postmark', '{"hello":1}')).toMatchObject({ status: 400 });
  expect(await post('mailgun-mime', 'subject=parsed', 'application/x-www-form-urlencoded')).toMatchObject({
    status: 406,
    body: { error: expect.stringContaining('mailgun-mime') },
  });
  expect(await post('ses', '{"Type":"Notification"}', 'text/plain')).toMatchObject({ status: 400 });
  expect(await db().$count(rawMessages)).toBe(1);
});

async function post(
  provider: string,
  body: string,
  type = 'application/json',
  authorization = `Basic ${btoa(`tandem:${key}`)}`,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': type, ...(authorization ? { authorization } : {}) },
    body,
  });
  const answer = await POST(request, { params: Promise.resolve({ mailbox: encodeURIComponent(ADDRESS), provider }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
