import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { contacts, conversations, events } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { addInboundMessage } from './messages.ts';
import { openConversation } from './open.ts';
import { requestPerson } from './person.ts';
import { customerSolved, isSolved } from './solved.ts';

withTestDatabase();
afterAll(closeQueue);
let contactId = 0;

beforeAll(async () => {
  const [contact] = await db().insert(contacts).values({ name: 'Kim', email: 'kim@example.com' }).returning();
  contactId = contact?.id ?? 0;
});

const say = (id: number) => db().transaction((tx) => customerSolved(tx, id));
const said = async (id: number) =>
  (await db().select().from(events).where(eq(events.conversationId, id))).filter(
    ({ type }) => type === 'customer.solved',
  ).length;

async function asked({ answered }: { answered: boolean }): Promise<number> {
  return db().transaction(async (tx) => {
    const id = await openConversation(tx, { subject: 'Void', channel: 'email', contactId });
    await addInboundMessage(tx, id, { body: 'How?' });
    if (answered)
      await tx.update(conversations).set({ status: 'pending', waitingSince: null }).where(eq(conversations.id, id));
    return id;
  });
}

test('an answered conversation is closed, once', async () => {
  const id = await asked({ answered: true });
  expect(await isSolved(id)).toBe(false);
  await say(id);
  await say(id);
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  expect(row?.status).toBe('closed');
  expect(row?.closedAt).not.toBeNull();
  expect(await said(id)).toBe(1);
  expect(await isSolved(id)).toBe(true);
});

test('what the customer wrote since our answer stays in front of people', async () => {
  const id = await asked({ answered: false });
  await say(id);
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  expect(row?.status).toBe('open');
  expect(await said(id)).toBe(1);
});

test('asking for a person afterwards is the newer word', async () => {
  const id = await asked({ answered: true });
  await say(id);
  await db().transaction((tx) => requestPerson(tx, id, 'customer'));
  expect(await isSolved(id)).toBe(false);
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  expect(row).toMatchObject({ status: 'open', personOnly: true });
  await expect(say(id + 1000)).rejects.toThrow(NotFound);
});
