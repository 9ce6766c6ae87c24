import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, contacts, conversations, corrections, events, topics } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { correctedFields, correctLabel } from './correct.ts';

withTestDatabase();

const agent = { id: 1, name: 'Ana', email: 'ana@example.com', role: 'agent' as const };
let contactId = 0;
let id = 0;

beforeAll(async () => {
  const [row] = await db().insert(agents).values({ name: 'Ana', email: 'ana@example.com', role: 'agent' }).returning();
  agent.id = row?.id ?? 0;
  const [contact] = await db().insert(contacts).values({ name: 'Kim', email: 'kim@example.com' }).returning();
  contactId = contact?.id ?? 0;
  await db().insert(topics).values({ key: 'billing', name: 'Plans and billing' });
});

beforeEach(async () => {
  const [row] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId, topic: 'labels', language: 'nl', mood: 'calm' })
    .returning();
  id = row?.id ?? 0;
});

const correct = (
  field: 'topic' | 'language' | 'mood',
  after: string,
  who: Parameters<typeof correctLabel>[1] = agent,
) => db().transaction((tx) => correctLabel(tx, who, id, { field, after }));

test('a correction is the label, a record and a line on the timeline, each once', async () => {
  await correct('topic', 'billing');
  await correct('topic', 'billing');
  await correct('mood', 'upset');
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  expect(row).toMatchObject({ topic: 'billing', language: 'nl', mood: 'upset' });
  const kept = await db().select().from(corrections).where(eq(corrections.conversationId, id)).orderBy(corrections.id);
  expect(kept).toMatchObject([
    { field: 'topic', before: 'labels', after: 'billing', agentId: agent.id },
    { field: 'mood', before: 'calm', after: 'upset' },
  ]);
  const said = await db().select().from(events).where(eq(events.conversationId, id)).orderBy(events.seq);
  expect(said).toMatchObject([
    { type: 'conversation.topic_changed', data: { topic: 'Plans and billing' } },
    { type: 'conversation.mood_changed', data: { mood: 'upset' } },
  ]);
  expect(await correctedFields(db(), id)).toEqual(new Set(['topic', 'mood']));
});

test('what is no label, no conversation or no business of a viewer changes nothing', async () => {
  await expect(correct('topic', 'nowhere')).rejects.toThrow(Invalid);
  await expect(correct('language', 'Klingon')).rejects.toThrow(Invalid);
  await expect(correct('mood', 'hungry')).rejects.toThrow(Invalid);
  await expect(correct('mood', 'upset', { ...agent, role: 'viewer' })).rejects.toThrow(Forbidden);
  id += 1000;
  await expect(correct('mood', 'upset')).rejects.toThrow(NotFound);
  expect(await correctedFields(db(), id)).toEqual(new Set());
});
