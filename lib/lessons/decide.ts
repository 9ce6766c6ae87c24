// A person's word about a lesson: once, in one transaction with the change that it makes.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { contacts, conversations, type GateAction, lessons } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { saveRule } from '#lib/autopilot/policy-rules.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { loadArticle, saveArticle } from '#lib/knowledge/articles.ts';
import { createSnippet } from '#lib/knowledge/snippets.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { factsOf } from '#lib/replay/compare.ts';
import { type PersonalKind, personalIn } from './personal.ts';

/** Every word that becomes knowledge, as the person who accepts it has it on the screen. */
export type AcceptedLesson = {
  question: string;
  title: string;
  after: string;
  action: GateAction | null;
  /** They have seen the warning that something personal may be left. */
  confirmed: boolean;
};

type Lesson = typeof lessons.$inferSelect;

const STRICTER: GateAction[] = ['review', 'suggest', 'person'];
const LONGEST = { title: 200, question: 1000, after: 5000 };

/**
 * Corrects the article, adds the snippet or adds the rule; from then on the lesson is a case that must keep passing. Throws Conflict when somebody
 * was first or the article says something else by now, Invalid when something personal remains and was not confirmed. Rules: admins only.
 */
export async function acceptLesson(tx: Tx, agent: CurrentAgent, id: number, given: AcceptedLesson): Promise<void> {
  requireRole(agent, 'agent');
  const lesson = await claim(tx, id);
  const words = cleaned(lesson, given);
  if (!given.confirmed) await refusePersonal(tx, lesson, words);
  const made = await apply(tx, agent, lesson, { ...words, action: given.action });
  await decided(tx, agent, lesson, 'accepted', {
    ...words,
    ...made,
    wanted: {
      facts: [...factsOf(words.after)],
      absent: lesson.wanted.absent.filter((fact) => !factsOf(words.after).has(fact)),
      text: words.after,
    },
  });
}

/** The same correction does not come back; another one of the same passage may. */
export async function dismissLesson(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  await decided(tx, agent, await claim(tx, id), 'dismissed', {});
}

async function claim(tx: Tx, id: number): Promise<Lesson> {
  const [lesson] = await tx.select().from(lessons).where(eq(lessons.id, id)).for('update');
  if (!lesson) throw new NotFound('This lesson is no longer here.');
  if (lesson.status !== 'pending')
    throw new Conflict(
      `Somebody has ${lesson.status === 'accepted' ? 'accepted' : 'dismissed'} this lesson meanwhile. Nothing was changed twice.`,
    );
  return lesson;
}

type Words = { question: string; title: string; after: string };

function cleaned({ kind }: Lesson, given: AcceptedLesson): Words {
  const words = { question: given.question.trim(), title: given.title.trim(), after: given.after.trim() };
  for (const field of ['title', 'question', 'after'] as const)
    if (words[field].length > LONGEST[field])
      throw new Invalid(`This is too long: ${LONGEST[field]} characters.`, field);
  if (kind !== 'article' && !words.title)
    throw new Invalid('Give it a title: what was asked, in a few words.', 'title');
  if (kind !== 'rule' && !words.after) throw new Invalid('Write what the AI should say.', 'after');
  if (kind !== 'rule' && !words.question)
    throw new Invalid(
      'Write the question that this answers: the AI is asked it again to see whether it has learnt.',
      'question',
    );
  return words;
}

const NAMES: Record<PersonalKind, string> = {
  name: 'a name',
  email: 'an e-mail address',
  phone: 'a telephone number',
  number: 'an order or account number, or a gap where one was',
};

/** Whoever it came from is looked up again: names may have been typed back in. */
async function refusePersonal(tx: Tx, lesson: Lesson, words: Words): Promise<void> {
  const [contact] = lesson.conversationId
    ? await tx
        .select({ name: contacts.name })
        .from(conversations)
        .innerJoin(contacts, eq(contacts.id, conversations.contactId))
        .where(eq(conversations.id, lesson.conversationId))
    : [];
  const allowed = new Set([...factsOf(lesson.before)]);
  const found = personalIn([words.title, words.question, words.after].join('\n'), {
    people: contact?.name ? [contact.name] : [],
    companies: [],
    allowed,
  });
  if (found.length > 0)
    throw new Invalid(
      `There may be something personal in it: ${found.map((kind) => NAMES[kind]).join(', ')}. Take it out, or say that it may stay. Nothing was changed.`,
      'personal',
    );
}

async function apply(
  tx: Tx,
  agent: CurrentAgent,
  lesson: Lesson,
  { title, after, action }: Words & { action: GateAction | null },
): Promise<Partial<Lesson>> {
  switch (lesson.kind) {
    case 'article':
      await correctArticle(tx, agent, lesson, after);
      return { title: lesson.title };
    case 'snippet': {
      const { id } = await createSnippet(tx, agent, { title, body: after, language: lesson.language });
      return { snippetId: id };
    }
    case 'rule': {
      if (!lesson.topic) throw new Invalid('This topic is no longer there, so there is no rule to add.');
      if (!action || !STRICTER.includes(action)) throw new Invalid('Choose how far the AI may go here.', 'action');
      const rule = { name: title.slice(0, 80), conditions: { topics: [lesson.topic] }, action, enabled: true };
      const ruleId = await saveRule(tx, agent, null, rule);
      await recountAll(tx);
      return { ruleId, action };
    }
  }
}

/** Only where the sentence still stands exactly once as it was shown. */
async function correctArticle(
  tx: Tx,
  agent: CurrentAgent,
  { articleId, before }: Lesson,
  after: string,
): Promise<void> {
  if (articleId === null)
    throw new Conflict('This article is gone. Dismiss the lesson, or write its words as a snippet.');
  const article = await loadArticle(tx, agent, articleId);
  const [head, tail, ...more] = article.body.split(before);
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Conflict('The article says something else by now. Nothing was changed; open it and correct it there.');
  const { title, collectionId, status, language, version } = article;
  await saveArticle(tx, agent, articleId, version, {
    title,
    collectionId,
    status,
    language,
    body: head + after + tail,
  });
}

async function decided(
  tx: Tx,
  agent: CurrentAgent,
  { id }: Lesson,
  status: 'accepted' | 'dismissed',
  values: Partial<Lesson>,
): Promise<void> {
  const moved = await tx
    .update(lessons)
    .set({ ...values, status, agentId: agent.id, decidedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(lessons.id, id), eq(lessons.status, 'pending')))
    .returning({ id: lessons.id });
  if (moved.length !== 1) throw new Conflict('Somebody else decided this a moment ago. Nothing was changed twice.');
  await recordEvent(tx, {
    type: 'knowledge.changed',
    actor: 'agent',
    agentId: agent.id,
    data: { lessonId: id, status },
  });
}
