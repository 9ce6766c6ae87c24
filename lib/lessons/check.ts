// Does the AI still answer as it was taught? Every accepted lesson is asked again, read only, whenever the knowledge or the answerer has changed.
import { eq, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { type LessonCheck, lessons } from '#db/schema.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { buildEngine, type Engine } from '#lib/ai/models/engine.ts';
import { monthlySpend, recordSpend } from '#lib/ai/spend.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { type Asked, askAgain } from '#lib/replay/ask.ts';
import { factsOf } from '#lib/replay/compare.ts';
import { loadEngine } from '#lib/workspace/engine.ts';

type Lesson = typeof lessons.$inferSelect;

const AT_ONCE = 20;
/** A model that costs money is not asked about the same lesson more often than this. */
const PAID_HOURS = 20;
/** Share of the taught words that the answer must say. */
const SAID = 0.6;

/** Safe at any time and twice. Returns how many were asked; none while the model cannot be used or its monthly limit is reached. */
export async function checkLessons({ engine: given }: { engine?: Engine } = {}): Promise<number> {
  const [some] = await db().execute<{ some: boolean }>(
    sql`select exists (select from lessons where decided_at is not null and status = 'accepted') as some`,
  );
  if (!some?.some) return 0;
  const engine = given ?? (await usableEngine());
  if (!engine) return 0;
  const paid = engine.provider !== 'builtin';
  if (paid && (await monthlySpend(db(), new Date())).reached) return 0;
  const answerer = answererOf(engine);
  const due = await loadDue(answerer, paid);
  if (due.length === 0) return 0;
  const ask = await askAgain(engine, answerer);
  for (const { lesson, checkedWith } of due) {
    const asked = await ask(lesson.question || lesson.title, lesson.topic);
    if (asked.failed) break;
    await keep(lesson, judged(lesson, asked), { checkedWith, asked, engine });
  }
  return due.length;
}

/** What was checked with other knowledge, other rules or another answerer, the longest unchecked first. */
async function loadDue(answerer: string, paid: boolean): Promise<{ lesson: Lesson; checkedWith: string }[]> {
  const [now] = await db().execute<{ key: string }>(sql`
    select w.knowledge_version || ':' || (select count(*) || '/' || coalesce(extract(epoch from max(updated_at))::bigint, 0)
      from policy_rules where enabled) as key from workspace w where w.id = 1`);
  const checkedWith = `${now?.key ?? ''}:${answerer}`;
  const rows = await db()
    .select()
    .from(lessons)
    .where(
      sql`${lessons.status} = 'accepted' and ${lessons.decidedAt} is not null and ${lessons.checkedWith} <> ${checkedWith}
        and (${lessons.checkedAt} is null or not ${paid} or ${lessons.checkedAt} < now() - make_interval(hours => ${PAID_HOURS}))`,
    )
    .orderBy(sql`${lessons.checkedAt} nulls first`)
    .limit(AT_ONCE);
  return rows.map((lesson) => ({ lesson, checkedWith }));
}

/** A rule is kept when it applies; words are kept when the answer says them, with their numbers and without the old ones. */
export function judged(
  { kind, ruleId, wanted }: Pick<Lesson, 'kind' | 'ruleId' | 'wanted'>,
  { answer, ruleIds, replied }: Pick<Asked, 'answer' | 'ruleIds' | 'replied'>,
): { taught: boolean; checked: LessonCheck } {
  if (kind === 'rule')
    return { taught: ruleId !== null && ruleIds.includes(ruleId), checked: { missing: [], wrong: [], answer: '' } };
  const said = withoutMarks(answer);
  const facts = factsOf(said);
  const missing = wanted.facts.filter((fact) => !facts.has(fact));
  const wrong = wanted.absent.filter((fact) => facts.has(fact));
  const words = new Set(tokenize(said));
  const taughtWords = new Set(tokenize(wanted.text));
  const share = [...taughtWords].filter((word) => words.has(word)).length / Math.max(1, taughtWords.size);
  const taught = replied && missing.length === 0 && wrong.length === 0 && share >= SAID;
  return { taught, checked: { missing, wrong, answer: said.slice(0, 2000) } };
}

async function keep(
  lesson: Lesson,
  found: { taught: boolean; checked: LessonCheck },
  { checkedWith, asked, engine }: { checkedWith: string; asked: Asked; engine: Engine },
): Promise<void> {
  await db().transaction(async (tx) => {
    await recordSpend(tx, `${engine.provider}:${engine.model}`, asked.usage, new Date());
    await tx
      .update(lessons)
      .set({ ...found, checkedWith, checkedAt: sql`now()` })
      .where(eq(lessons.id, lesson.id));
    if (found.taught !== lesson.taught)
      await recordEvent(tx, { type: 'knowledge.changed', actor: 'system', data: { lessonId: lesson.id } });
  });
}

async function usableEngine(): Promise<Engine | null> {
  try {
    const { engine, key, guidance } = await loadEngine();
    return buildEngine(engine, key, { guidance });
  } catch {
    // A model that cannot be built, or a key that cannot be read: the pipeline says so where it matters.
    return null;
  }
}
