// What the demo's customers wrote in the last hour. Nothing about it is made up beyond the text: the real pipeline answers.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, events } from '#db/schema.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { demo } from './content.ts';
import { required } from './knowledge.ts';
import { MINUTE } from './plan.ts';
import type { Place } from './written.ts';

export async function openWaiting(tx: Tx, now: Date, { people, mailboxId, mailbox }: Place): Promise<void> {
  for (const { from, subject, agoMinutes, channel, text } of demo.waiting) {
    const contact = required(people.contacts.get(from));
    const createdAt = new Date(now.getTime() - agoMinutes * MINUTE);
    const id = await openConversation(tx, {
      subject,
      channel,
      contactId: contact.id,
      mailboxId,
      status: 'open',
      demo: true,
    });
    const messageId = await addInboundMessage(tx, id, {
      body: text,
      subject,
      from: { name: contact.name, address: contact.email },
      to: [{ name: 'Parcelbird support', address: mailbox }],
      mailId: channel === 'email' ? `demo.${id}.${createdAt.getTime()}@mail.example` : null,
      verified: channel === 'email',
      createdAt,
    });
    await tx.update(conversations).set({ createdAt }).where(eq(conversations.id, id));
    await tx.update(events).set({ createdAt }).where(eq(events.conversationId, id));
    await enqueue(tx, 'message.received', { messageId });
  }
}
