// Labels that triage guessed and an agent knows better. Knows no AI: what is learnt from a correction is lib/ai's.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations, corrections, type LabelField, topics } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';
import { MOODS } from './moods.ts';

/** @param after a topic's key, an ISO 639-1 code, or one of MOODS. The same as before changes nothing. */
export async function correctLabel(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  { field, after }: { field: LabelField; after: string },
): Promise<void> {
  requireRole(agent, 'agent');
  const shown = await nameOf(tx, field, after);
  const { [field]: before } = await lockConversation(tx, id);
  if (before === after) return;
  await tx
    .update(conversations)
    .set({ [field]: after })
    .where(eq(conversations.id, id));
  await tx.insert(corrections).values({ conversationId: id, field, before, after, agentId: agent.id });
  await recordEvent(tx, {
    type: `conversation.${field}_changed`,
    conversationId: id,
    actor: 'agent',
    agentId: agent.id,
    data: { [field]: shown },
  });
}

/** The fields of a conversation that an agent has corrected: triage leaves them alone. */
export async function correctedFields(tx: Tx, conversationId: number): Promise<Set<LabelField>> {
  const rows = await tx
    .selectDistinct({ field: corrections.field })
    .from(corrections)
    .where(eq(corrections.conversationId, conversationId));
  return new Set(rows.map(({ field }) => field));
}

/** What can be chosen as a topic, by name. */
export async function listTopics(): Promise<{ key: string; name: string }[]> {
  return db().select({ key: topics.key, name: topics.name }).from(topics).orderBy(topics.name);
}

/** As the timeline says it. Throws Invalid for what is no such label. */
async function nameOf(tx: Tx, field: LabelField, value: string): Promise<string> {
  if (field === 'mood' && MOODS.some((mood) => mood === value)) return value;
  if (field === 'language' && /^[a-z]{2}$/.test(value)) return value;
  if (field === 'topic') {
    const [topic] = await tx.select({ name: topics.name }).from(topics).where(eq(topics.key, value));
    if (topic) return topic.name;
  }
  throw new Invalid(`There is no such ${field}. Nothing was changed; choose one of the list.`, field);
}
