// Rows for the tests of this folder.
import { db } from '#db/client.ts';
import { aiRuns, contacts, conversations, proposals } from '#db/schema.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { requestReview } from './request.ts';

export const BODY = 'Hi Jonas,\n\nunused labels can be voided within 28 days. [1] Open Labels and press Void. [1]';

/** A conversation whose proposal waits in Review. */
export async function waiting({
  kind = 'reply',
  body = BODY,
  ...proposal
}: Partial<typeof proposals.$inferInsert> = {}) {
  const [contact] = await db()
    .insert(contacts)
    .values({ name: 'Jonas Weber', email: `jonas${Math.random()}@x.test` })
    .returning({ id: contacts.id });
  const [row] = await db()
    .insert(conversations)
    .values({ subject: 'Label', channel: 'email', contactId: contact?.id ?? 0 })
    .returning({ id: conversations.id });
  const conversationId = row?.id ?? 0;
  const messageId = await write(conversationId, 'I printed the label twice.');
  const proposalId = await propose(conversationId, messageId, { ...proposal, kind, body });
  const reviewId = await db().transaction((tx) => requestReview(tx, proposalId));
  return { conversationId, messageId, proposalId, reviewId: reviewId ?? 0 };
}

export function write(conversationId: number, body: string, automatic?: string): Promise<number> {
  return db().transaction((tx) => addInboundMessage(tx, conversationId, { body, automatic: automatic ?? null }));
}

export async function propose(
  conversationId: number,
  messageId: number,
  values: Partial<typeof proposals.$inferInsert> = {},
) {
  const [run] = await db()
    .insert(aiRuns)
    .values({ conversationId, messageId, status: 'superseded', engine: 'builtin', model: 'x', stages: [], ms: 1 })
    .returning({ id: aiRuns.id });
  const [proposal] = await db()
    .insert(proposals)
    .values({
      runId: run?.id ?? 0,
      conversationId,
      messageId,
      kind: 'reply',
      body: BODY,
      language: 'en',
      confidence: 0.8,
      features: {},
      modelVersion: 'test',
      ...values,
    })
    .returning({ id: proposals.id });
  return proposal?.id ?? 0;
}
