// What the lessons page shows. Reads only; everybody who is signed in may look.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { EditClass, GateAction, LessonCheck, LessonKind, LessonStatus } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { type Marked, marked } from './marked.ts';

export const LESSON_LISTS = ['pending', 'accepted', 'dismissed'] as const satisfies readonly LessonStatus[];

export type LessonView = {
  id: number;
  kind: LessonKind;
  status: LessonStatus;
  classes: EditClass[];
  conversationId: number | null;
  topicName: string | null;
  language: string;
  question: string;
  articleId: number | null;
  snippetId: number | null;
  title: string;
  after: string;
  /** What would change in the article, or changed. */
  marked: Marked[];
  action: GateAction | null;
  stripped: boolean;
  times: number;
  by: string | null;
  at: string;
  taught: boolean | null;
  checked: LessonCheck | null;
  checkedAt: string | null;
};

export type LessonList = { lessons: LessonView[]; counts: Record<LessonStatus, number>; forgotten: number };

const MOST = 50;

/** Waiting: what was proposed most often first. Decided: the newest first, but what is no longer answered as taught above all. */
export async function listLessons(agent: CurrentAgent, show: LessonStatus): Promise<LessonList> {
  requireRole(agent, 'viewer');
  const order = show === 'pending' ? sql`l.times desc, l.id desc` : sql`(l.taught is false) desc, l.decided_at desc`;
  const [rows, counts] = await Promise.all([
    db().execute<Omit<LessonView, 'marked'> & { before: string }>(sql`
      select l.id::float8 as id, l.kind, l.status, l.classes, l.conversation_id::float8 as "conversationId", t.name as "topicName", l.language,
        l.question, l.article_id::float8 as "articleId", l.snippet_id::float8 as "snippetId", l.title, l.before, l.after, l.action, l.stripped,
        l.times, a.name as by, ${iso('coalesce(l.decided_at, l.updated_at)')} as at, l.taught, l.checked, ${iso('l.checked_at')} as "checkedAt"
      from lessons l left join topics t on t.key = l.topic left join agents a on a.id = l.agent_id
      where l.status = ${show} order by ${order} limit ${MOST}`),
    db().execute<{ status: LessonStatus; n: number; forgotten: number }>(sql`
      select status, count(*)::int as n, (count(*) filter (where status = 'accepted' and not taught))::int as forgotten
      from lessons group by 1`),
  ]);
  const of = new Map([...counts].map((row) => [row.status, row]));
  return {
    lessons: [...rows].map(({ before, ...row }) => ({ ...row, marked: marked(bare(before), bare(row.after)) })),
    counts: {
      pending: of.get('pending')?.n ?? 0,
      accepted: of.get('accepted')?.n ?? 0,
      dismissed: of.get('dismissed')?.n ?? 0,
    },
    forgotten: of.get('accepted')?.forgotten ?? 0,
  };
}

/** For reading only: bold is for the article. */
function bare(markdown: string): string {
  return markdown.replaceAll('**', '');
}
