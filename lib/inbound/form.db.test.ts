import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { formMailbox } from '#lib/channels/find-mailbox.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { receiveForm } from './form.ts';
import { formWait } from './form-limit.ts';

withTestDatabase();
afterAll(closeQueue);

const fields = { name: 'Fiona', email: 'fiona@shop.example', subject: 'Labels', message: 'How long?' };
const post = async (id: string, change: Partial<typeof fields> = {}) => {
  const mailbox = await formMailbox();
  if (!mailbox) throw new Error('no mailbox');
  return db().transaction((tx) => receiveForm(tx, mailbox, { id, fields: { ...fields, ...change }, files: [] }));
};

beforeAll(async () => {
  expect(await formMailbox()).toBeNull();
  await db()
    .insert(mailboxes)
    .values([
      { name: 'First', address: 'help@first.example' },
      { name: 'Second', address: 'help@second.example' },
    ]);
});

test('a form becomes a stored mail of the first mailbox', async () => {
  const { rawMessageId, duplicate } = await post('page-1');
  expect(duplicate).toBe(false);
  const [row] = await db().select().from(rawMessages);
  expect(row).toMatchObject({
    id: rawMessageId,
    door: 'form',
    status: 'received',
    envelope: { from: 'fiona@shop.example', to: ['help@first.example'] },
    dedupeKey: expect.stringMatching(/^form-[0-9a-z]{12}@first\.example$/),
  });
});

test('the same page posted again is the same message; other words or another page are not', async () => {
  const first = await post('page-2');
  const [again, twice] = await Promise.all([post('page-2'), post('page-2')]);
  expect(again).toEqual({ ...first, duplicate: true });
  expect(twice).toEqual({ ...first, duplicate: true });
  expect((await post('page-2', { message: 'How long, and how much?' })).duplicate).toBe(false);
  expect((await post('page-3')).duplicate).toBe(false);
});

test('six messages an hour for one address, twenty for one machine, and others are not held up', async () => {
  const tries = (count: number, one: (n: number) => { ip: string; email: string }) =>
    Array.from({ length: count }, (_, n) => n).reduce(
      async (before, n) => [...(await before), await formWait(db(), one(n))],
      Promise.resolve<(number | null)[]>([]),
    );
  const address = await tries(7, (n) => ({ ip: `10.0.0.${n}`, email: n % 2 ? 'A@x.example' : 'a@x.example' }));
  expect(address.map((wait) => wait === null)).toEqual([true, true, true, true, true, true, false]);
  expect(address[6]).toBeGreaterThan(0);
  expect(address[6]).toBeLessThanOrEqual(3600);
  const machine = await tries(21, (n) => ({ ip: '10.1.1.1', email: `b${n}@x.example` }));
  expect(machine.filter((wait) => wait === null)).toHaveLength(20);
  expect(await formWait(db(), { ip: '10.2.2.2', email: 'c@x.example' })).toBeNull();
});
