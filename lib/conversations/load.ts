// What the conversation pane shows, in one round of parallel queries (the AI's suggestion is added by lib/reviews).
import { eq, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents, companies, contacts, conversations, mailboxes, teams, topics } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { ConversationView } from './conversation-view.ts';
import { loadDraft } from './drafts.ts';
import { listPastConversations } from './past.ts';
import { whoIsHere } from './presence.ts';
import { loadTimeline } from './timeline.ts';

/** @param whole all messages, not only the newest ones. Throws NotFound. */
export async function loadConversation(
  agent: CurrentAgent,
  id: number,
  { whole = false }: { whole?: boolean } = {},
): Promise<Omit<ConversationView, 'suggestion'>> {
  const [{ largestMb }, head, { timeline, hasEarlier }, history, present, draft] = await Promise.all([
    loadFileSettings(),
    loadHead(id),
    loadTimeline(id, { whole, sources: hasRole(agent, 'agent') }),
    listPastConversations(id),
    whoIsHere(agent, id),
    loadDraft(agent, id),
  ]);
  return { ...head, timeline, hasEarlier, history, draft, present, largestFileMb: largestMb };
}

async function loadHead(id: number) {
  const [row] = await db()
    .select({
      id: conversations.id,
      subject: conversations.subject,
      status: conversations.status,
      channel: conversations.channel,
      priority: conversations.priority,
      tags: conversations.tags,
      topic: sql<string | null>`coalesce(${topics.name}, ${conversations.topic})`,
      topicKey: conversations.topic,
      language: conversations.language,
      mood: conversations.mood,
      personOnly: conversations.personOnly,
      waitingSince: conversations.waitingSince,
      snoozedUntil: conversations.snoozedUntil,
      assigneeId: conversations.assigneeId,
      assigneeName: agents.name,
      teamId: conversations.teamId,
      teamName: teams.name,
      mailboxId: conversations.mailboxId,
      mailbox: mailboxes.address,
      contact: {
        id: contacts.id,
        name: contacts.name,
        email: contacts.email,
        company: companies.name,
        attributes: contacts.attributes,
        companyAttributes: sql<Record<string, string>>`coalesce(${companies.attributes}, '{}')`,
        language: contacts.language,
        alwaysPerson: contacts.alwaysPerson,
        since: contacts.createdAt,
      },
    })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(companies, eq(companies.id, contacts.companyId))
    .leftJoin(agents, eq(agents.id, conversations.assigneeId))
    .leftJoin(teams, eq(teams.id, conversations.teamId))
    .leftJoin(mailboxes, eq(mailboxes.id, conversations.mailboxId))
    .leftJoin(topics, eq(topics.key, conversations.topic))
    .where(eq(conversations.id, id));
  if (!row) throw new NotFound(`There is no conversation #${id}. It may have been removed with the demo.`);
  return {
    ...row,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    contact: { ...row.contact, since: row.contact.since.toISOString() },
  };
}
