// Writes planned conversations as they would stand had they happened, in as few statements as there are tables.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, messages, outbox } from '#db/schema.ts';
import { previewOf } from '#lib/conversations/messages.ts';
import { required } from './knowledge.ts';
import type { PlannedConversation } from './plan.ts';
import { writeEvents } from './write-events.ts';
import { writeRuns } from './write-runs.ts';
import type { Place, Written } from './written.ts';

export async function writeConversations(tx: Tx, plans: PlannedConversation[], place: Place): Promise<void> {
  // In the order in which they began, so that a higher number is a later conversation.
  const ordered = [...plans].sort((a, b) => startOf(a) - startOf(b));
  const ids = await tx
    .insert(conversations)
    .values(ordered.map((plan) => conversationRow(plan, place)))
    .returning({ id: conversations.id });
  const flat = ordered.flatMap((conversation, index) => flatten(conversation, required(ids[index]).id));
  const rows = await tx
    .insert(messages)
    .values(flat.map((item) => messageRow(item, place)))
    .returning({ id: messages.id });
  const written = link(flat.map((item, index) => ({ ...item, id: required(rows[index]).id, of: null })));
  const proposalOf = await writeRuns(tx, written, place);
  await markProposals(tx, written, proposalOf);
  await writeOutbox(tx, written, proposalOf);
  await writeEvents(tx, written, proposalOf, place);
}

type Flat = Omit<Written, 'id' | 'of'>;

function flatten(conversation: PlannedConversation, conversationId: number): Flat[] {
  return conversation.messages.map((message) => ({ conversation, conversationId, message }));
}

function link(items: Written[]): Written[] {
  let last: Written['of'] = null;
  let within = 0;
  for (const item of items) {
    if (item.conversationId !== within) last = null;
    within = item.conversationId;
    if (item.message.kind === 'inbound') last = item.message.run ? { run: item.message.run, inboundId: item.id } : null;
    if (item.message.kind === 'outbound' && item.message.ofRun) item.of = last;
  }
  return items;
}

function conversationRow(plan: PlannedConversation, { people, mailboxId }: Place): typeof conversations.$inferInsert {
  const said = plan.messages.filter((message) => message.kind !== 'note');
  const last = required(said.at(-1));
  const answers = said.filter((message) => message.kind === 'outbound');
  const lastAnswer = answers.at(-1);
  const alone = lastAnswer?.kind === 'outbound' && lastAnswer.agent === null;
  // A "thank you" after the answer does not make anybody wait.
  const waits = plan.status === 'open' || plan.status === 'snoozed';
  return {
    subject: plan.subject,
    status: plan.status,
    channel: plan.channel,
    contactId: required(people.contacts.get(plan.contact)).id,
    mailboxId,
    assigneeId: plan.assignee ? required(people.agents.get(plan.assignee)) : null,
    priority: plan.priority,
    tags: plan.tags,
    topic: plan.topic,
    language: plan.language,
    mood: plan.mood,
    answeredByAi: alone,
    personOnly: plan.personOnly,
    preview: previewOf(last.body),
    lastAuthor: last.kind === 'inbound' ? 'customer' : last.kind === 'outbound' && last.ofRun ? 'ai' : 'agent',
    messageCount: plan.messages.length,
    lastActivityAt: last.at,
    waitingSince: waits && last.kind === 'inbound' ? last.at : null,
    snoozedUntil: plan.snoozedUntil,
    firstReplyAt: answers[0]?.at ?? null,
    closedAt: plan.status === 'closed' ? new Date(last.at.getTime() + 60_000) : null,
    demo: true,
    createdAt: new Date(startOf(plan)),
  };
}

function messageRow(
  { conversation, conversationId, message }: Flat,
  { people, mailbox, random }: Place,
): typeof messages.$inferInsert {
  const contact = required(people.contacts.get(conversation.contact));
  const customer = { name: contact.name, address: contact.email };
  const us = { name: 'Parcelbird support', address: mailbox };
  const mail = {
    conversationId,
    body: message.body,
    createdAt: message.at,
    mailId:
      message.kind === 'note' || conversation.channel !== 'email'
        ? null
        : `${Math.floor(random.next() * 2 ** 48).toString(36)}.${message.at.getTime()}@mail.example`,
  };
  if (message.kind === 'note')
    return { ...mail, kind: 'note', author: 'agent', agentId: required(people.agents.get(message.agent)) };
  if (message.kind === 'inbound')
    return {
      ...mail,
      kind: 'inbound',
      author: 'customer',
      subject: conversation.subject,
      from: customer,
      to: [us],
      verified: conversation.channel === 'email',
    };
  return {
    ...mail,
    kind: 'outbound',
    author: message.ofRun ? 'ai' : 'agent',
    agentId: message.agent ? required(people.agents.get(message.agent)) : null,
    edited: message.edited,
    subject: `Re: ${conversation.subject}`,
    from: us,
    to: [customer],
  };
}

async function markProposals(tx: Tx, written: Written[], proposalOf: Map<number, number>): Promise<void> {
  const pairs = written.flatMap(({ id, of }) =>
    of ? [{ message: id, proposal: required(proposalOf.get(of.inboundId)) }] : [],
  );
  await tx.execute(sql`
    update messages set proposal_id = pair.proposal
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair(message bigint, proposal bigint)
    where messages.id = pair.message`);
}

async function writeOutbox(tx: Tx, written: Written[], proposalOf: Map<number, number>): Promise<void> {
  const sent = written.filter(({ message }) => message.kind === 'outbound');
  await tx.insert(outbox).values(
    sent.map(({ id, conversationId, conversation, message, of }) => ({
      conversationId,
      messageId: id,
      proposalId: of ? required(proposalOf.get(of.inboundId)) : null,
      status: 'sent' as const,
      attempts: 1,
      dueAt: message.at,
      claimedAt: message.at,
      sentAt: new Date(message.at.getTime() + 12_000),
      lastResponse: '250 2.0.0 accepted (demo: this mail was never sent)',
      before: {
        status: 'open' as const,
        assigneeId: null,
        answeredByAi: false,
        lastAuthor: 'customer' as const,
        preview: '',
        waitingSince: null,
        lastActivityAt: new Date(startOf(conversation)).toISOString(),
        firstReplyAt: null,
        snoozedUntil: null,
      },
      createdAt: message.at,
    })),
  );
}

function startOf(plan: PlannedConversation): number {
  return required(plan.messages[0]).at.getTime();
}
