// Finds what people answered to questions like this one. The index in memory only says where to look: words, and whether they may still be used, are
// read from the database each time, so that what was reopened or deleted a moment ago is not found.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import { SolvedIndex } from './solved-index.ts';

/** `terms` are for matching alone: vocabulary of what was asked. `answer` is our team's text. */
export type SolvedCandidate = {
  conversationId: number;
  answer: string;
  terms: string[];
  language: string;
  topic: string | null;
  solvedAt: Date;
};

export type SolvedQuery = {
  terms: string[];
  language: string;
  demo: boolean;
  /** Only what was solved before: a replay must not know more than was known then. */
  before: Date;
  /** The conversation that asks: it never answers itself. */
  notFrom: number;
};

/** The newest this many, about 20 MB: old answers are seldom the right ones. */
const MOST = 20_000;
/** What left meanwhile is dropped from memory at the latest then; it is not found before either. */
const REBUILD_MS = 3_600_000;
/** A row is written a moment before its transaction ends: look back that far for those that were not to be seen. */
const OVERLAP_MS = 30_000;
const CANDIDATES = 40;

type Held = { index: SolvedIndex; seenUntil: Date; builtAt: number };
const shared = globalThis as typeof globalThis & { tandemSolved?: Held };

/** At most 40, likeliest first. None where the workspace has switched this source off. */
export async function findSolved(tx: Tx, query: SolvedQuery): Promise<SolvedCandidate[]> {
  if (query.terms.length === 0) return [];
  const [row] = await tx.select({ on: workspace.useSolved }).from(workspace);
  if (!row?.on) return [];
  const index = await loadIndex(tx);
  const near = index.near(query.terms, {
    limit: CANDIDATES,
    demo: query.demo,
    before: query.before.getTime(),
    notFrom: query.notFrom,
  });
  if (near.length === 0) return [];
  const ids = near.map(({ id }) => id);
  const rows = await tx.execute<SolvedCandidate>(sql`
    select s.conversation_id::float8 as "conversationId", s.answer, s.terms, s.language, c.topic, s.solved_at as "solvedAt"
    from solved_answers s join conversations c on c.id = s.conversation_id left join mailboxes b on b.id = c.mailbox_id
    where s.conversation_id in ${ids} and s.status = 'ready' and c.status = 'closed' and s.answer <> ''
      and s.language = ${query.language} and s.solved_at < ${query.before.toISOString()}::timestamptz
      and (c.demo or coalesce(b.demo, false)) = ${query.demo} and c.id <> ${query.notFrom}`);
  const found = new Map(rows.map((row) => [row.conversationId, { ...row, solvedAt: new Date(row.solvedAt) }]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

async function loadIndex(tx: Tx): Promise<SolvedIndex> {
  const held = shared.tandemSolved;
  const fresh = held && Date.now() - held.builtAt < REBUILD_MS && held.index.size < 2 * MOST ? held : null;
  // Asked each time, and answered by an index: mostly nothing has come since.
  if (fresh && (await newestChange(tx)) <= fresh.seenUntil.getTime()) return fresh.index;
  const since = fresh ? new Date(fresh.seenUntil.getTime() - OVERLAP_MS) : null;
  const rows = await tx.execute<{ id: number; terms: string[]; demo: boolean; at: string; changed: string }>(
    since
      ? sql`select conversation_id::float8 as id, terms, demo, solved_at as at, updated_at as changed from solved_answers
          where status = 'ready' and updated_at > ${since.toISOString()}::timestamptz order by updated_at limit ${MOST}`
      : sql`select conversation_id::float8 as id, terms, demo, solved_at as at, updated_at as changed from solved_answers
          where status = 'ready' order by solved_at desc, conversation_id desc limit ${MOST}`,
  );
  const index = fresh?.index ?? new SolvedIndex();
  let seenUntil = fresh?.seenUntil ?? new Date(0);
  for (const { id, terms, demo, at, changed } of rows) {
    index.put({ id, terms, demo, at: new Date(at).getTime() });
    if (new Date(changed) > seenUntil) seenUntil = new Date(changed);
  }
  shared.tandemSolved = { index, seenUntil, builtAt: fresh?.builtAt ?? Date.now() };
  return index;
}

/** In milliseconds; 0: there is none. */
async function newestChange(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ at: string | null }>(
    sql`select max(updated_at) as at from solved_answers where status = 'ready'`,
  );
  return row?.at ? new Date(row.at).getTime() : 0;
}
