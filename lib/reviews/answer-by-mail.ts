import type { Tx } from '#db/client.ts';
import type { Answer } from '#lib/inbound/colleague.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { settleOvertaken } from './stale.ts';

/** What a colleague wrote in their own mail client goes on to the customer as from the composer; it can be undone as long. Returns the message's id. */
export async function answerByMail(tx: Tx, { conversationId, agentId, body }: Answer): Promise<number> {
  const { undoSeconds } = await loadWorkspace(tx);
  const { messageId } = await enqueueReply(tx, { conversationId, agentId, body, author: 'agent', undoSeconds });
  await settleOvertaken(tx, conversationId);
  return messageId;
}
