// One page of a view. Each view has a partial index, which Postgres uses only when the predicate stands here as a literal.
import { type SQL, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { isIso, iso } from '#db/iso.ts';
import type { Author, ConversationStatus, Priority, ProposalKind } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { type FixedView, teamOfView, type View } from './views.ts';

export type ListRow = {
  id: number;
  subject: string;
  status: ConversationStatus;
  priority: Priority;
  tags: string[];
  preview: string;
  lastAuthor: Author;
  /** ISO, to the microsecond: half of the cursor. */
  lastActivityAt: string;
  snoozedUntil: string | null;
  assigneeId: number | null;
  teamId: number | null;
  contactName: string;
  company: string | null;
  /** The customer wrote last, and this agent has not looked since. */
  unread: boolean;
  /** A proposal waits for a person. */
  review: Exclude<ProposalKind, 'abstain'> | null;
};
/** `next` is null at the end. */
export type ListPage = { rows: ListRow[]; next: string | null };

export const PAGE_SIZE = 40;

type Wanted = { cursor?: string | null; ids?: number[]; size?: number };

/** Newest activity first, starting after `cursor` (a former page's `next`). `ids`: only those, as far as they are in the view. */
export async function listConversations(agent: CurrentAgent, view: View, wanted: Wanted = {}): Promise<ListPage> {
  const size = wanted.size ?? PAGE_SIZE;
  const rows = await db().execute<ListRow>(pageQuery(agent, view, { ...wanted, size }));
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, next: rows.length > size && last ? cursorOf(last) : null };
}

/** One row more than `size`, to know whether there is a next page. */
export function pageQuery(agent: CurrentAgent, view: View, { cursor, ids, size = PAGE_SIZE }: Wanted): SQL {
  const after = cursor ? parseCursor(cursor) : null;
  const only = ids ? sql`and c.id in ${ids.length > 0 ? ids : [0]}` : sql``;
  const keyset = after ? sql`and (c.last_activity_at, c.id) < (${after.at}::timestamptz, ${after.id}::bigint)` : sql``;
  return sql`
    select c.id::float8 as id, c.subject, c.status, c.priority, c.tags, c.preview,
      c.last_author as "lastAuthor", ${iso('c.last_activity_at')} as "lastActivityAt", ${iso('c.snoozed_until')} as "snoozedUntil",
      c.assignee_id::float8 as "assigneeId", c.team_id::float8 as "teamId", coalesce(nullif(k.name, ''), k.email) as "contactName", o.name as company,
      c.last_author = 'customer' and c.status in ('open', 'snoozed') and coalesce(p.seen_at < c.last_activity_at, true) as unread,
      (select q.kind from reviews r join proposals q on q.id = r.proposal_id
        where r.conversation_id = c.id and r.status = 'pending') as review
    from (
      select * from conversations c where ${predicate(view, agent)} ${keyset} ${only}
      order by c.last_activity_at desc, c.id desc limit ${sql.raw(String(Math.trunc(size) + 1))}
    ) c
    join contacts k on k.id = c.contact_id
    left join companies o on o.id = k.company_id
    left join presence p on p.conversation_id = c.id and p.agent_id = ${agent.id}
    order by c.last_activity_at desc, c.id desc`;
}

export function cursorOf(row: Pick<ListRow, 'id' | 'lastActivityAt'>): string {
  return `${row.lastActivityAt}_${row.id}`;
}

function predicate(view: View, agent: CurrentAgent): SQL {
  const team = teamOfView(view);
  if (!team) return fixedPredicate(view as FixedView, agent);
  const open = sql`c.status = 'open' and c.team_id = ${team.teamId}`;
  return team.open ? open : sql`${open} and c.assignee_id is null`;
}

function fixedPredicate(view: FixedView, agent: CurrentAgent): SQL {
  switch (view) {
    case 'mine':
      return sql`c.status = 'open' and c.assignee_id = ${agent.id}`;
    case 'unassigned':
      return sql`c.status = 'open' and c.assignee_id is null`;
    case 'open':
      return sql`c.status = 'open'`;
    case 'pending':
      return sql`c.status = 'pending'`;
    case 'ai':
      return sql`c.answered_by_ai and c.status in ('pending', 'closed')`;
    case 'snoozed':
      return sql`c.status = 'snoozed'`;
    case 'closed':
      return sql`c.status = 'closed'`;
    case 'spam':
      return sql`c.status in ('spam', 'trash')`;
  }
}

function parseCursor(cursor: string): { at: string; id: number } {
  const [, at = '', id] = /^([^_]+)_(\d{1,15})$/.exec(cursor) ?? [];
  if (!isIso(at)) throw new Invalid('This list has moved on. Reload the page.', 'cursor');
  return { at, id: Number(id) };
}
