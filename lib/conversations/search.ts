// Full text over subjects and messages, customers by the start of their name or address, #numbers and references of the contact form. Bounded: it looks at the newest
// matches only, and gives up after a second and a half.
import { type SQL, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { ConversationStatus } from '#db/schema.ts';
import { formMailId, readFormReference } from '#lib/channels/form-reference.ts';

export type Found = {
  id: number;
  subject: string;
  status: ConversationStatus;
  contactName: string;
  lastActivityAt: string;
  /** The words round the match; matches stand between \u0002 and \u0003. */
  snippet: string;
};
/** `gaveUp`: the words are so common that the answer would take too long. */
export type SearchResult = { found: Found[]; gaveUp: boolean };

const MOST_SHOWN = 50;
const NEWEST_MATCHES = 300;
const TIMEOUT_MS = 1_500;
const LONGEST_QUERY = 200;
const QUERY_CANCELED = '57014';

export async function searchConversations(text: string): Promise<SearchResult> {
  const words = text.trim().slice(0, LONGEST_QUERY);
  if (!words) return { found: [], gaveUp: false };
  try {
    const rows = await db().transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${TIMEOUT_MS}`));
      return tx.execute<Found>(queryFor(words));
    });
    return { found: [...rows], gaveUp: false };
  } catch (error) {
    if (codeOf(error) === QUERY_CANCELED) return { found: [], gaveUp: true };
    throw error;
  }
}

function queryFor(text: string): SQL {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1] ?? null;
  const reference = readFormReference(text);
  // What the contact form gave its sender names their message.
  const formId = reference && formMailId(reference);
  const start = `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const query = sql`to_tsquery('simple', ${tsquery(text)})`;
  return sql`
    with hits as (
      (select conversation_id as id, id as message_id from messages where ${inText('body', text, query)} order by id desc limit ${NEWEST_MATCHES})
      union all
      (select id, null from conversations where ${inText('subject', text, query)} order by id desc limit ${NEWEST_MATCHES})
      union all
      (select c.id, null from (select id from contacts where lower(name) like ${start} or email like ${start} limit 50) k
        join conversations c on c.contact_id = k.id order by c.last_activity_at desc limit 100)
      union all
      (select id, null from conversations where id = ${number}::bigint)
      union all
      (select conversation_id, id from messages where mail_id in (select ${formId}::text || '@' || split_part(address, '@', 2) from mailboxes))
    ),
    newest as (
      select c.id, c.subject, c.status, c.contact_id, c.preview, c.last_activity_at, max(h.message_id) as message_id, c.id = ${number}::bigint as by_number
      from hits h join conversations c on c.id = h.id where c.status <> 'trash'
      group by c.id order by coalesce(c.id = ${number}::bigint, false) desc, c.last_activity_at desc limit ${MOST_SHOWN}
    )
    select n.id::float8 as id, n.subject, n.status, coalesce(nullif(k.name, ''), k.email) as "contactName",
      to_char(n.last_activity_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastActivityAt",
      case when m.id is null then n.preview
        else ts_headline('simple', left(m.body, 5000), ${query}, E'StartSel=\u0002, StopSel=\u0003, MaxWords=24, MinWords=12, MaxFragments=1')
      end as snippet
    from newest n join contacts k on k.id = n.contact_id left join messages m on m.id = n.message_id
    order by coalesce(n.by_number, false) desc, n.last_activity_at desc`;
}

// Postgres keeps a run of Chinese, Japanese or Korean as one word: there it looks for the letters instead, among the newest messages.
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

function inText(column: 'body' | 'subject', text: string, query: SQL): SQL {
  if (UNSPACED.test(text)) {
    const table = sql.raw(column === 'body' ? 'messages' : 'conversations');
    return sql`id > (select max(id) from ${table}) - 50000 and position(${text} in ${sql.raw(column)}) > 0`;
  }
  return column === 'body'
    ? sql`to_tsvector('simple', left(body, 20000)) @@ ${query}`
    : sql`to_tsvector('simple', subject) @@ ${query}`;
}

/** All words must be there; each may be the start of a longer one. */
function tsquery(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => (word.length > 2 ? `${word}:*` : word))
    .join(' & ');
}

function codeOf(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
