// A person's word about what was answered before: its words become a snippet, or it is never proposed again. Once, in one transaction.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type SolvedStatus, solvedAnswers } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { asksOf } from '#lib/ai/asks.ts';
import { titleOf } from '#lib/ai/solved.ts';
import { withoutPlanted } from '#lib/ai/triage/injection.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { loadPassageIndex } from '#lib/knowledge/search.ts';
import { createSnippet, type SnippetInput } from '#lib/knowledge/snippets.ts';
import { type Known, personalIn, withoutPersonal } from '#lib/lessons/personal.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { hasStrangers } from './distil.ts';
import { publicWordsOf } from './public-words.ts';

const TITLE = 120;
const GONE = 'This answer is no longer here: its conversation was reopened or removed. Nothing was changed.';

/** What the snippet would be, for a person to read: its title is the question without names and numbers. Throws NotFound. */
export async function suggestSnippet(tx: Tx, agent: CurrentAgent, id: number): Promise<SnippetInput> {
  requireRole(agent, 'agent');
  const [row] = await tx
    .select({ answer: solvedAnswers.answer, language: solvedAnswers.language, replyId: solvedAnswers.replyId })
    .from(solvedAnswers)
    .where(and(eq(solvedAnswers.conversationId, id), eq(solvedAnswers.status, 'ready')));
  if (!row) throw new NotFound(GONE);
  const [asked] = await tx.execute<{ body: string; name: string; company: string | null }>(sql`
    select m.body, k.name, o.name as company from messages m join conversations c on c.id = m.conversation_id
    join contacts k on k.id = c.contact_id left join companies o on o.id = k.company_id
    where m.conversation_id = ${id} and m.kind = 'inbound' and m.automatic is null and m.id < ${row.replyId ?? 0} order by m.id desc limit 1`);
  const question = asked ? withoutPersonal(asksOf(withoutPlanted(asked.body))[0] ?? '', knownOf(asked)) : null;
  const known = publicWordsOf(await loadPassageIndex(tx, 'customer'));
  // With a gap in it, or a word that may be somebody's name, it is no title.
  const plain = question && !question.text.includes('…') && !hasStrangers(question.text, known);
  const title = plain && question.text.length <= TITLE ? question.text : '';
  return { title: capital(title) || titleOf(row.answer), body: row.answer, language: row.language };
}

/**
 * @param confirmed they have seen the warning that something personal may be left. Throws Conflict when somebody was first or the conversation was
 * reopened, Invalid when a word is missing or something personal is in it.
 */
export async function keepSolved(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  { confirmed, ...words }: SnippetInput & { confirmed: boolean },
): Promise<{ snippetId: number }> {
  requireRole(agent, 'agent');
  await claim(tx, id, 'ready');
  const [contact] = await tx.execute<{ name: string; company: string | null }>(sql`
    select k.name, o.name as company from conversations c join contacts k on k.id = c.contact_id
    left join companies o on o.id = k.company_id where c.id = ${id}`);
  const found = contact ? personalIn(`${words.title}\n${words.body}`, knownOf(contact)) : [];
  if (found.length > 0 && !confirmed)
    throw new Invalid(
      'There may be something personal in it: a name, an address or a number. Take it out, or save once more if it may stay. Nothing was changed.',
      'personal',
    );
  const { id: snippetId } = await createSnippet(tx, agent, words);
  // Its words stand in the snippet from now on.
  await settle(tx, agent, id, { status: 'kept', snippetId, answer: '', terms: [], replyId: null });
  return { snippetId };
}

/** It is proposed to nobody any more, also when its conversation is solved again. */
export async function refuseSolved(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  await claim(tx, id, 'ready');
  await settle(tx, agent, id, { status: 'refused' });
}

/** Takes a refusal back: the worker reads the conversation anew. */
export async function takeBackRefusal(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  await claim(tx, id, 'refused');
  await settle(tx, agent, id, { status: 'waiting', answer: '', terms: [], agentId: null, dueAt: new Date() });
}

async function claim(tx: Tx, id: number, status: SolvedStatus): Promise<void> {
  const [row] = await tx.select().from(solvedAnswers).where(eq(solvedAnswers.conversationId, id)).for('update');
  if (!row) throw new NotFound(GONE);
  if (row.status !== status)
    throw new Conflict(
      row.status === 'kept' || row.status === 'refused'
        ? 'Somebody has decided about this answer meanwhile. Nothing was changed twice.'
        : GONE,
    );
}

async function settle(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  values: Partial<typeof solvedAnswers.$inferInsert>,
): Promise<void> {
  await tx
    .update(solvedAnswers)
    .set({ agentId: agent.id, ...values, updatedAt: sql`now()` })
    .where(eq(solvedAnswers.conversationId, id));
  await recordEvent(tx, { type: 'knowledge.changed', actor: 'agent', agentId: agent.id, data: { solvedId: id } });
}

function knownOf({ name, company }: { name: string; company: string | null }): Known {
  return { people: name ? [name] : [], companies: company ? [company] : [], allowed: new Set() };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
