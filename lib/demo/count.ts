// What removing the demo would take away, in numbers for the person who decides.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { demoColleagues, demoConversations } from './remove.ts';

export type DemoCount = Record<
  'conversations' | 'messages' | 'reviews' | 'articles' | 'snippets' | 'contacts' | 'companies' | 'colleagues',
  number
>;

export async function countDemo(): Promise<DemoCount> {
  const [row] = await db().execute<DemoCount>(sql`
    with gone as (${demoConversations})
    select
      (select count(*)::int from gone) as conversations,
      (select count(*)::int from messages where conversation_id in (select id from gone)) as messages,
      (select count(*)::int from reviews where conversation_id in (select id from gone) and decided_at is not null) as reviews,
      (select count(*)::int from articles where demo) as articles,
      (select count(*)::int from snippets where demo) as snippets,
      (select count(*)::int from contacts where demo) as contacts,
      (select count(*)::int from companies where demo) as companies,
      (select count(*)::int from (${demoColleagues}) as colleague) as colleagues`);
  if (!row) throw new Error('count returned no row');
  return { ...row };
}
