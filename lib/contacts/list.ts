import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';

export type ContactRow = {
  id: number;
  name: string;
  email: string;
  company: string | null;
  alwaysPerson: boolean;
  conversations: number;
  lastActivityAt: string | null;
};
/** `next` is null at the end. */
export type ContactPage = { rows: ContactRow[]; next: number | null };

const PAGE_SIZE = 50;

/** Newest customers first, below `before` (a former page's `next`); `text` is the start of a name or an address. */
export async function listContacts({ text = '', before }: { text?: string; before?: number }): Promise<ContactPage> {
  const start = `${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const matching = text.trim() ? sql`and (lower(name) like ${start} or email like ${start})` : sql``;
  const rows = await db().execute<ContactRow>(sql`
    select k.id::float8 as id, k.name, k.email, o.name as company, k.always_person as "alwaysPerson",
      s.n as conversations, s.last as "lastActivityAt"
    from (select * from contacts where id < ${before ?? Number.MAX_SAFE_INTEGER} ${matching} order by id desc limit ${PAGE_SIZE + 1}) k
    left join companies o on o.id = k.company_id
    cross join lateral (select count(*)::int as n, to_char(max(last_activity_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last
      from conversations where contact_id = k.id) s
    order by k.id desc`);
  const page = rows.slice(0, PAGE_SIZE);
  return { rows: page, next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null };
}
