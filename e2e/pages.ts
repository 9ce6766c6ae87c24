// Every page of the demo workspace, for the promises that hold on all of them.
import type { Stack } from './stack.ts';

/** Paths by name. Call it once the workspace is set up. */
export async function agentPages({ sql }: Stack): Promise<Record<string, string>> {
  const [ids] = await sql`
    select
      (select id from reviews where status = 'pending' order by id limit 1) as waiting,
      (select id from reviews where status = 'edited' order by id limit 1) as decided,
      (select c.id from conversations c join messages m on m.conversation_id = c.id
        where c.status = 'open' group by c.id order by count(*) desc, c.id limit 1) as open,
      (select id from conversations where answered_by_ai order by id limit 1) as alone,
      (select run_id from proposals where kind = 'reply' order by id desc limit 1) as run,
      (select id from ai_runs order by status = 'done', id limit 1) as unused,
      (select id from articles order by id limit 1) as article,
      (select id from contacts order by id limit 1) as customer`;
  const { waiting, decided, open, alone, run, unused, article, customer } = { ...ids };
  return {
    review: '/review',
    'a proposal': `/review/${waiting}`,
    'a decided proposal': `/review/${decided}`,
    ...Object.fromEntries(
      ['mine', 'unassigned', 'open', 'pending', 'snoozed', 'ai', 'closed', 'spam'].map((view) => [
        `inbox: ${view}`,
        `/inbox/${view}`,
      ]),
    ),
    'a conversation': `/inbox/open/${open}`,
    'a conversation that the AI answered': `/inbox/ai/${alone}`,
    'a conversation that is not there': '/inbox/open/999999',
    'why this answer': `/why/${run}`,
    'why this answer, unused': `/why/${unused}`,
    'why, not there': '/why/999999',
    autopilot: '/autopilot',
    replays: '/autopilot/replay',
    'help center': '/help-center',
    'new article': '/help-center/articles/new',
    'an article': `/help-center/articles/${article}`,
    collections: '/help-center/collections',
    snippets: '/help-center/snippets',
    lessons: '/help-center/lessons',
    'lessons that were accepted': '/help-center/lessons?show=accepted',
    'answered before': '/help-center/answered',
    'answered before, left out': '/help-center/answered?show=unfit',
    customers: '/customers',
    'a customer': `/customers/${customer}`,
    search: '/search?q=label',
    'outgoing mail': '/mail',
    'scheduled mail': '/mail?show=scheduled',
    ...Object.fromEntries(
      ['workspace', 'people', 'mail', 'files', 'ai', 'quarantine', 'you'].map((page) => [
        `settings: ${page}`,
        `/settings/${page}`,
      ]),
    ),
    'not there': '/nowhere',
  };
}

export async function portalPages({ sql }: Stack): Promise<Record<string, string>> {
  const [collection] = await sql`select slug from collections order by id limit 1`;
  const [article] = await sql`select slug from articles where status = 'published' order by id limit 1`;
  return {
    'help center': '/help',
    collection: `/help/collections/${collection?.slug}`,
    article: `/help/articles/${article?.slug}`,
    search: '/help/search?q=void+a+label',
    contact: '/help/contact',
    'not there': '/help/articles/nothing-of-the-kind',
  };
}
