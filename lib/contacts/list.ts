import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import { beginning, searchText } from '#lib/platform/search-text.ts';

export type ContactRow = {
  id: number;
  name: string;
  email: string;
  company: string | null;
  alwaysPerson: boolean;
  conversations: number;
  createdAt: string;
  lastActivityAt: string | null;
};
/** `next`, the id of the last row, is null at the end. */
export type ContactPage = { rows: ContactRow[]; next: number | null };

const PAGE_SIZE = 50;

/** Newest first, by when they first wrote; below `before` (a former page's `next`). `text` is the start of a name or an address. */
export async function listContacts({ text = '', before }: { text?: string; before?: number }): Promise<ContactPage> {
  const typed = searchText(text).toLowerCase();
  const start = beginning(typed);
  const matching = typed ? sql`(lower(name) like ${start} or email like ${start})` : sql`true`;
  const below = before ? sql`(created_at, id) < (select created_at, id from contacts where id = ${before})` : sql`true`;
  const rows = await db().execute<ContactRow>(sql`
    select k.id::float8 as id, k.name, k.email, o.name as company, k.always_person as "alwaysPerson",
      s.n as conversations, ${iso('k.created_at')} as "createdAt", ${iso('s.last')} as "lastActivityAt"
    from (select * from contacts where ${matching} and ${below} order by created_at desc, id desc limit ${PAGE_SIZE + 1}) k
    left join companies o on o.id = k.company_id
    cross join lateral (select count(*)::int as n, max(last_activity_at) as last from conversations where contact_id = k.id) s
    order by k.created_at desc, k.id desc`);
  const page = rows.slice(0, PAGE_SIZE);
  return { rows: page, next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null };
}
