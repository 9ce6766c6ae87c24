// What waits for a person, by how long the customer waits or by how sure the AI is. One query a page, keyset; a partial index has the pending ones.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { isIso, iso } from '#db/iso.ts';
import type { Reason } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { mainReason } from './main-reason.ts';
import type { QueueItem, QueueOrder, QueuePage } from './review-view.ts';

export const QUEUE_PAGE = 50;

type Row = Omit<QueueItem, 'main'> & {
  reasons: Reason[];
  spotCheck: boolean;
  language: string;
  key: string;
  total: number;
};

/** @param cursor a former page's `next` */
export async function listQueue(
  agent: CurrentAgent,
  { order, cursor }: { order: QueueOrder; cursor?: string | null },
  size = QUEUE_PAGE,
): Promise<QueuePage> {
  requireRole(agent, 'viewer');
  const after = cursor ? parseCursor(cursor, order) : null;
  const oldest = order === 'oldest';
  // float8 and microseconds go to text and back unchanged, so the cursor is exact.
  const key = oldest ? iso('m.created_at') : sql`p.confidence`;
  const position = oldest ? sql`(m.created_at, r.id)` : sql`(-p.confidence, r.id)`;
  const keyset = !after
    ? sql``
    : oldest
      ? sql`and ${position} > (${after.key}::timestamptz, ${after.id}::bigint)`
      : sql`and ${position} > (-(${after.key}::real), ${after.id}::bigint)`;
  const rows = await db().execute<Row>(sql`
    select r.id::float8 as "reviewId", c.id::float8 as "conversationId", coalesce(nullif(k.name, ''), k.email) as "contactName",
      o.name as company, c.subject, ${iso('m.created_at')} as at, p.kind, p.confidence::float8 as confidence, p.language,
      coalesce(d.reasons, '[]') as reasons, coalesce(d.spot_check, false) as "spotCheck", ${key}::text as key,
      (select count(*)::int from (${waiting} limit 1000) w) as total
    from reviews r
    join proposals p on p.id = r.proposal_id
    join conversations c on c.id = r.conversation_id
    join messages m on m.id = p.message_id
    join contacts k on k.id = c.contact_id
    left join companies o on o.id = k.company_id
    left join decisions d on d.proposal_id = p.id
    where r.status = 'pending' and c.status not in ('spam', 'trash') ${keyset}
    order by ${position} limit ${size + 1}`);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map(({ reasons, spotCheck, language, key: _, total: __, ...item }) => ({
      ...item,
      main: mainReason({ kind: item.kind, reasons, spotCheck, language }),
    })),
    next: rows.length > size && last ? `${last.key}|${last.reviewId}` : null,
    total: page[0]?.total ?? 0,
  };
}

/** What counts as waiting, here and on the badge. */
export const waiting = sql`
  select 1 from reviews r join conversations c on c.id = r.conversation_id
  where r.status = 'pending' and c.status not in ('spam', 'trash')`;

function parseCursor(cursor: string, order: QueueOrder): { key: string; id: number } {
  const [, key = '', id] = /^(.+)\|(\d{1,15})$/.exec(cursor) ?? [];
  const isKey = order === 'oldest' ? isIso(key) : Number(key) >= 0 && Number(key) <= 1;
  if (!key || !isKey) throw new Invalid('That page of the queue does not exist.');
  return { key, id: Number(id) };
}
