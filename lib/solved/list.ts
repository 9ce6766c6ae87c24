// What the page "Answered before" shows. Reads only; everybody who is signed in may look.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { wordPatterns } from '#lib/platform/search-text.ts';
import type { Unfit } from './distil.ts';

export const SOLVED_LISTS = ['ready', 'kept', 'refused', 'unfit'] as const;
export type SolvedShow = (typeof SOLVED_LISTS)[number];

export type SolvedView = {
  id: number;
  answer: string;
  language: string;
  topicName: string | null;
  /** When its conversation was closed; of kept and refused ones, when that was decided. */
  at: string;
  reason: Unfit | null;
  snippetTitle: string | null;
  by: string | null;
};

export type SolvedList = {
  answers: SolvedView[];
  more: boolean;
  /** Up to 1,000 each. */
  counts: Record<SolvedShow, number>;
  /** The workspace does not use this source. */
  off: boolean;
};

/** Literals, so that each list has its partial index. What no person answered is nobody's answer: it is not listed. */
const IS = {
  ready: sql`s.status = 'ready'`,
  kept: sql`s.status in ('kept', 'refused') and s.status = 'kept'`,
  refused: sql`s.status in ('kept', 'refused') and s.status = 'refused'`,
  unfit: sql`s.status = 'unfit' and s.reason <> 'no_person'`,
};

const PAGE = 30;
const MOST_COUNTED = 1000;

/** Newest first. @param query words that the answer must hold, as typed. @param page from 1. */
export async function listSolved(
  agent: CurrentAgent,
  { show, query, page }: { show: SolvedShow; query: string; page: number },
): Promise<SolvedList> {
  requireRole(agent, 'viewer');
  const at = show === 'ready' || show === 'unfit' ? 's.solved_at' : 's.updated_at';
  const holds = wordPatterns(query).map((word) => sql`and s.answer ilike ${word}`);
  const [rows, counts] = await Promise.all([
    db().execute<SolvedView>(sql`
      select s.conversation_id::float8 as id, s.answer, s.language, t.name as "topicName", s.reason, n.title as "snippetTitle", a.name as by,
        ${iso(at)} as at
      from solved_answers s join conversations c on c.id = s.conversation_id left join topics t on t.key = c.topic
      left join snippets n on n.id = s.snippet_id left join agents a on a.id = s.agent_id
      where ${IS[show]} ${sql.join(holds, sql` `)}
      order by ${sql.raw(at)} desc, s.conversation_id desc limit ${PAGE + 1} offset ${(page - 1) * PAGE}`),
    db().execute<Record<SolvedShow, number> & { off: boolean }>(sql`
      select ${sql.join(
        SOLVED_LISTS.map(
          (one) =>
            sql`(select count(*)::int from (select from solved_answers s where ${IS[one]} limit ${MOST_COUNTED}) x) as ${sql.raw(one)}`,
        ),
        sql`, `,
      )}, coalesce((select not use_solved from workspace), false) as off`),
  ]);
  const [all] = counts;
  return {
    answers: rows.slice(0, PAGE),
    more: rows.length > PAGE,
    counts: {
      ready: all?.ready ?? 0,
      kept: all?.kept ?? 0,
      refused: all?.refused ?? 0,
      unfit: all?.unfit ?? 0,
    },
    off: all?.off ?? false,
  };
}
