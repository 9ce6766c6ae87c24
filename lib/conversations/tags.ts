import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';

const MOST_TAGS = 20;
const LONGEST_TAG = 40;

/** Replaces the tags: trimmed, lower case, each once. */
export async function setTags(tx: Tx, agent: CurrentAgent, id: number, tags: string[]): Promise<void> {
  requireRole(agent, 'agent');
  const clean = [...new Set(tags.map((tag) => tag.trim().toLowerCase().replace(/\s+/g, ' ')).filter(Boolean))];
  if (clean.length > MOST_TAGS) throw new Invalid(`Use at most ${MOST_TAGS} tags on one conversation.`, 'tags');
  if (clean.some((tag) => tag.length > LONGEST_TAG))
    throw new Invalid(`A tag has at most ${LONGEST_TAG} characters.`, 'tags');
  const { tags: before } = await lockConversation(tx, id);
  const added = clean.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !clean.includes(tag));
  if (added.length === 0 && removed.length === 0) return;
  await tx.update(conversations).set({ tags: clean }).where(eq(conversations.id, id));
  await recordEvent(tx, {
    type: 'conversation.tagged',
    conversationId: id,
    actor: 'agent',
    agentId: agent.id,
    data: { added, removed },
  });
}

/** The tags in use among recently active conversations, most used first, for the picker. */
export async function listTags(): Promise<string[]> {
  const rows = await db().execute<{ tag: string }>(sql`
    select tag from (select tags from conversations order by id desc limit 5000) recent, unnest(tags) tag
    group by tag order by count(*) desc, tag limit 100`);
  return rows.map((row) => row.tag);
}
