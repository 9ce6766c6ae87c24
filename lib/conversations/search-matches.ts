// Which conversations have the words: the newest few hundred, in bounded time however common or rare the words are.
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

/** `messageId` is null when any of the conversation's messages may have the words. */
export type Match = { id: number; messageId: number | null };

const MOST = 300;
// Common words are met at once among the newest documents. Others are looked up in the index: first where new ones are, at last everywhere,
// which is only reached by words that are rare enough for it.
const NEWEST_READ = 1_500;
const NEWEST_LOOKED_UP = 30_000;
// Where letters have to be looked for one by one.
const NEWEST_MESSAGES = 50_000;

// Postgres keeps a run of Chinese, Japanese or Korean as one word: there the letters are what counts.
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** In a transaction of its own: it changes what the planner may do until it ends. */
export async function newestMatches(tx: Tx, text: string): Promise<Match[]> {
  if (UNSPACED.test(text)) return lettersAmongNewest(tx, text);
  const words = sql`words @@ to_tsquery('simple', ${tsquery(text, '&')})`;
  const read = await idsOf(
    tx,
    sql`select conversation_id as id from (select * from conversation_words order by at desc limit ${NEWEST_READ}) w where ${words} limit ${MOST}`,
  );
  if (read.length === MOST) return read;
  const [edge] = await tx.execute<{ since: string }>(
    sql`select at::text as since from conversation_words order by at desc offset ${NEWEST_LOOKED_UP} limit 1`,
  );
  // Left to itself the planner takes a word that it does not know for one that soon comes up, and reads everything in order to find it.
  await tx.execute(sql`select set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true)`);
  const newest = edge ? await idsOf(tx, lookUp(sql`${words} and at > ${edge.since}::timestamptz`)) : [];
  const found = newest.length === MOST ? newest : await idsOf(tx, lookUp(words));
  await tx.execute(sql`select set_config('enable_indexscan', 'on', true), set_config('enable_seqscan', 'on', true)`);
  return found;
}

/** All of the words (&) or any (|); each may be the start of a longer one. */
export function tsquery(text: string, how: '&' | '|'): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => (word.length > 2 ? `${word}:*` : word))
    .join(` ${how} `);
}

function lookUp(condition: SQL): SQL {
  return sql`select conversation_id as id from conversation_words where ${condition} order by at desc limit ${MOST}`;
}

async function idsOf(tx: Tx, query: SQL): Promise<Match[]> {
  const rows = await tx.execute<{ id: string }>(query);
  return rows.map(({ id }) => ({ id: Number(id), messageId: null }));
}

async function lettersAmongNewest(tx: Tx, text: string): Promise<Match[]> {
  const rows = await tx.execute<{ id: string; message: string }>(sql`
    select conversation_id as id, id as message from messages
    where id > (select max(id) from messages) - ${NEWEST_MESSAGES} and position(${text} in coalesce(subject, '') || ' ' || body) > 0
    order by messages.id desc limit ${MOST}`);
  return rows.map(({ id, message }) => ({ id: Number(id), messageId: Number(message) }));
}
