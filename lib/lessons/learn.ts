// Owns what reviewers' edits teach: classes each edit once and keeps the correction that it proposes. Changes no article, snippet or rule: decide.ts does,
// when a person says so.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { articles, type Citation, type Claim, edits, lessons, type StageRecord, topics } from '#db/schema.ts';
import { asksOf } from '#lib/ai/asks.ts';
import { findInjection } from '#lib/ai/triage/injection.ts';
import { spanOf } from '#lib/ai/verify/claims.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { fold } from '#lib/knowledge/tokens.ts';
import { factsOf } from '#lib/replay/compare.ts';
import { classifyEdit } from './classify.ts';
import { type Known, withoutPersonal } from './personal.ts';
import { type ProposedLesson, proposeLesson, type Source } from './propose.ts';

const DAYS = 7;
const AT_ONCE = 50;
const QUESTION = 300;
const ASKS = 2;

/** Every edit that has left and was not looked at yet. Safe beside itself; returns how many it classed. */
export async function learnFromEdits(): Promise<number> {
  const waiting = await db().execute<{ id: number }>(sql`
    select r.id::float8 as id from reviews r
    where r.decided_at is not null and r.decided_at > now() - make_interval(days => ${DAYS}) and r.status = 'edited' and not r.unchanged
      and not exists (select from edits e where e.review_id = r.id)
      and exists (select from outbox o where o.proposal_id = r.proposal_id and o.status = 'sent')
    order by r.decided_at limit ${AT_ONCE}`);
  for (const { id } of waiting) await db().transaction((tx) => learnFrom(tx, id));
  return waiting.length;
}

type Edited = {
  id: number;
  conversationId: number;
  body: string;
  finalBody: string;
  citations: Citation[];
  claims: Claim[];
  language: string;
  topic: string | null;
  stages: StageRecord[];
  asked: string;
  hiddenText: string | null;
  contactName: string;
  email: string;
  company: string | null;
  agentName: string | null;
  demo: boolean;
};

async function learnFrom(tx: Tx, reviewId: number): Promise<void> {
  const [edit] = await tx.execute<Edited>(sql`
    select r.id::float8 as id, r.conversation_id::float8 as "conversationId", p.body, r.final_body as "finalBody", p.citations, p.claims,
      p.language, p.topic, run.stages, m.body as asked, m.hidden_text as "hiddenText", k.name as "contactName", k.email,
      co.name as company, a.name as "agentName", c.demo or coalesce(b.demo, false) as demo
    from reviews r join proposals p on p.id = r.proposal_id join ai_runs run on run.id = p.run_id join messages m on m.id = p.message_id
    join conversations c on c.id = r.conversation_id join contacts k on k.id = c.contact_id left join companies co on co.id = k.company_id
    left join agents a on a.id = r.agent_id left join mailboxes b on b.id = c.mailbox_id
    where r.id = ${reviewId} and r.status = 'edited' and r.final_body is not null`);
  if (!edit) return;
  const classed = classifyEdit(edit.body, edit.finalBody);
  const [mine] = await tx
    .insert(edits)
    .values({ reviewId, classes: classed.classes })
    .onConflictDoNothing()
    .returning({ reviewId: edits.reviewId });
  if (!mine) return;
  const known = knownOf(edit);
  const question = questionOf(edit, known);
  const proposed = proposeLesson({
    ...classed,
    language: edit.language,
    topic: await topicOf(tx, edit.topic),
    question,
    asked: edit.asked,
    sources: await sourcesOf(tx, edit.citations),
    spanOf: (sentence) => spanFor(edit, sentence),
    known,
  });
  if (!proposed) return;
  const lessonId = await keep(tx, proposed, { edit, question });
  await tx.update(edits).set({ lessonId }).where(eq(edits.reviewId, reviewId));
  await recordEvent(tx, { type: 'knowledge.changed', actor: 'system', data: { lessonId } });
}

/** The same passage corrected again, or the same words again after they were dismissed, is the same lesson. */
async function keep(
  tx: Tx,
  { stripped, ...proposed }: ProposedLesson,
  { edit, question }: { edit: Edited; question: string },
): Promise<number> {
  const [refused] = await tx
    .update(lessons)
    .set({ times: sql`${lessons.times} + 1` })
    .where(and(eq(lessons.target, proposed.target), eq(lessons.status, 'dismissed'), eq(lessons.after, proposed.after)))
    .returning({ id: lessons.id });
  if (refused) return refused.id;
  const latest = { ...proposed, stripped, question, language: edit.language, conversationId: edit.conversationId };
  const [row] = await tx
    .insert(lessons)
    .values({ ...latest, topic: edit.topic, demo: edit.demo })
    .onConflictDoUpdate({
      target: lessons.target,
      targetWhere: sql`status = 'pending'`,
      set: { ...latest, times: sql`${lessons.times} + 1`, updatedAt: sql`now()` },
    })
    .returning({ id: lessons.id });
  if (!row) throw new Error('insert returned no lesson');
  return row.id;
}

async function topicOf(tx: Tx, key: string | null): Promise<{ key: string; name: string } | null> {
  if (key === null) return null;
  const [row] = await tx.select({ key: topics.key, name: topics.name }).from(topics).where(eq(topics.key, key));
  return row ?? null;
}

async function sourcesOf(tx: Tx, citations: Citation[]): Promise<Source[]> {
  const ids = citations.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: articles.id, title: articles.title, language: articles.language, markdown: articles.body })
    .from(articles)
    .where(and(inArray(articles.id, ids), eq(articles.status, 'published')));
  return citations.flatMap(({ n, articleId, quote }) => {
    const article = rows.find(({ id }) => id === articleId);
    return article ? [{ ...article, articleId: article.id, n, quote }] : [];
  });
}

function spanFor({ claims, citations }: Edited, sentence: string): string | null {
  const bare = (text: string) => fold(text.replace(/\*\*|__|`/g, '').trim());
  const claim = claims.find(({ text }) => bare(text) === bare(sentence));
  if (claim?.span) return claim.span;
  const quote = citations.find(({ n }) => n === claim?.citation)?.quote;
  return quote ? (spanOf(sentence, quote)?.text ?? null) : null;
}

/** What the draft or its sources say themselves is ours, whatever it looks like. */
function knownOf({ contactName, email, company, agentName, body, citations }: Edited): Known {
  const ours = [body, ...citations.map(({ quote }) => quote)].flatMap((text) => [
    ...factsOf(text),
    ...(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+|#?\S*\d\S*/g) ?? []),
  ]);
  const theirs = email.toLowerCase();
  return {
    people: [contactName, agentName ?? ''].filter(Boolean),
    companies: company ? [company] : [],
    allowed: new Set(
      ours.map((fact) => fact.replace(/[.,;:!?)*]+$/, '').toLowerCase()).filter((fact) => fact !== theirs),
    ),
  };
}

/** What triage made of the mail, without what was planted in it; a mail that talks to the machine gives no words at all. */
function questionOf({ stages, asked, hiddenText }: Edited, known: Known): string {
  if (findInjection(asked, hiddenText ?? '').found) return '';
  const triaged = stages.find(({ stage }) => stage === 'triage')?.output as { question?: unknown } | undefined;
  const text = typeof triaged?.question === 'string' && triaged.question ? triaged.question : asked;
  const asks = asksOf(text.slice(0, 4000))
    .slice(0, ASKS)
    .map((ask) => (/[.?!。？！]$/u.test(ask) ? ask : `${ask}?`))
    .join(' ');
  return withoutPersonal(asks, { ...known, allowed: new Set() }).text.slice(0, QUESTION);
}
