// The demo's timeline: the events that its conversations would have left behind.
import type { Tx } from '#db/client.ts';
import { events } from '#db/schema.ts';
import type { EventType } from '#lib/conversations/events.ts';
import { required } from './knowledge.ts';
import type { Place, Written } from './written.ts';

type Row = Omit<typeof events.$inferInsert, 'type'> & { type: EventType; createdAt: Date };

export async function writeEvents(
  tx: Tx,
  written: Written[],
  proposalOf: Map<number, number>,
  { people }: Place,
): Promise<void> {
  const agent = (key: string | null) => (key ? required(people.agents.get(key)) : null);
  const rows: Row[] = [];
  const seen = new Set<number>();
  for (const item of written) {
    const { conversationId, conversation, message, id, of } = item;
    const add = (type: EventType, actor: Row['actor'], after: number, more: Partial<Row> = {}) =>
      rows.push({
        type,
        conversationId,
        actor,
        createdAt: new Date(message.at.getTime() + after),
        agentId: null,
        data: {},
        ...more,
      });
    if (!seen.has(conversationId)) add('conversation.opened', 'customer', -1);
    seen.add(conversationId);
    if (message.kind === 'inbound') {
      add('message.received', 'customer', 0, { data: { messageId: id } });
      const { run } = message;
      if (run) {
        const data = { proposalId: required(proposalOf.get(id)), confidence: Math.round(run.confidence * 100) / 100 };
        add(run.result === 'sent' ? 'ai.sent' : 'ai.review_requested', 'ai', 1500, { data });
        if (run.result !== 'sent') {
          const wait = run.decidedAt.getTime() - message.at.getTime();
          add(`review.${run.result}`, 'agent', wait - 500, {
            data: run.reason ? { ...data, reason: run.reason } : data,
            agentId: agent(run.reviewer),
          });
        }
      }
    } else if (message.kind === 'note')
      add('note.added', 'agent', 0, { data: { messageId: id }, agentId: agent(message.agent) });
    else {
      const actor = of && !message.agent ? 'ai' : 'agent';
      add('message.queued', actor, 0, { data: { messageId: id }, agentId: agent(message.agent) });
      add('message.sent', 'system', 12_000, { data: { messageId: id } });
    }
    if (conversation.messages.at(-1) === message) {
      if (conversation.status === 'closed')
        add('conversation.closed', 'agent', 60_000, { agentId: agent(conversation.assignee) });
      if (conversation.status === 'snoozed')
        add('conversation.snoozed', 'agent', 60_000, {
          agentId: agent(conversation.assignee),
          data: { until: conversation.snoozedUntil?.toISOString() },
        });
      if (conversation.status === 'spam') add('conversation.marked_spam', 'system', 60_000);
    }
  }
  rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (let start = 0; start < rows.length; start += 1000)
    await tx.insert(events).values(rows.slice(start, start + 1000));
}
