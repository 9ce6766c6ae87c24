// Full text over subjects and messages, customers by the start of their name or address, #numbers and references of the contact form.
// Bounded: it looks at the newest matches only, and gives up after a second and a half.
import { type SQL, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { ConversationStatus } from '#db/schema.ts';
import { formMailId, readFormReference } from '#lib/channels/form-reference.ts';
import { beginning, searchText } from '#lib/platform/search-text.ts';
import { type Match, newestMatches, tsquery } from './search-matches.ts';

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
// Of a conversation and of a message, for the words round the match.
const NEWEST_SHOWN = 20;
const LONGEST_SHOWN = 5_000;
const TIMEOUT_MS = 1_500;
const QUERY_CANCELED = '57014';

export async function searchConversations(text: string): Promise<SearchResult> {
  const words = searchText(text);
  if (!words) return { found: [], gaveUp: false };
  try {
    const rows = await db().transaction(async (tx) => {
      // Rare and common words want different plans; and a bitmap of many matches must not lose its details.
      await tx.execute(
        sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('plan_cache_mode', 'force_custom_plan', true),
          set_config('work_mem', '32MB', true)`,
      );
      const matches = await newestMatches(tx, words);
      return tx.execute<Found>(queryFor(words, matches));
    });
    return { found: [...rows], gaveUp: false };
  } catch (error) {
    if (codeOf(error) === QUERY_CANCELED) return { found: [], gaveUp: true };
    throw error;
  }
}

function queryFor(text: string, matches: Match[]): SQL {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1] ?? null;
  const reference = readFormReference(text);
  // What the contact form gave its sender names their message.
  const formId = reference && formMailId(reference);
  const start = beginning(text.toLowerCase());
  return sql`
    with hits as (
      (select * from unnest(${ids(matches, 'id')}::bigint[], ${ids(matches, 'messageId')}::bigint[]) as m (id, message_id))
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
      ${iso('n.last_activity_at')} as "lastActivityAt",
      coalesce(${headline(text)}, n.preview) as snippet
    from newest n join contacts k on k.id = n.contact_id
    left join lateral (${shownMessage(text)}) m on true
    order by coalesce(n.by_number, false) desc, n.last_activity_at desc`;
}

/** The message whose words stand in the list: the one that was hit, or the newest with any of the words. */
function shownMessage(text: string): SQL {
  return sql`select body from messages where conversation_id = n.id and id = n.message_id
    union all
    (select body from (select id, body from messages where conversation_id = n.id and n.message_id is null order by id desc limit ${NEWEST_SHOWN}) b
      where to_tsvector('simple', left(body, ${LONGEST_SHOWN})) @@ to_tsquery('simple', ${tsquery(text, '|')}) order by id desc limit 1)
    limit 1`;
}

function headline(text: string): SQL {
  return sql`ts_headline('simple', left(m.body, ${LONGEST_SHOWN}), to_tsquery('simple', ${tsquery(text, '|')}),
    E'StartSel=\u0002, StopSel=\u0003, MaxWords=24, MinWords=12, MaxFragments=1')`;
}

// A Postgres array in words: the driver would need to know its type.
function ids(matches: Match[], key: keyof Match): string {
  return `{${matches.map((match) => match[key] ?? 'null').join(',')}}`;
}

function codeOf(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
