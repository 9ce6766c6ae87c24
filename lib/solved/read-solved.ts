// Owns solved answers: reads what was closed since, a few conversations at a time, and keeps what others may be told of it.
import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type MailAddress, solvedAnswers, workspace } from '#db/schema.ts';
import { loadPassageIndex } from '#lib/knowledge/search.ts';
import { distil, type SaidMessage, strangeWords } from './distil.ts';
import { type PublicWords, publicWordsOf } from './public-words.ts';

const AT_ONCE = 200;
const TURNS = 60;
const TEXT_CHARACTERS = 20_000;
/** What has not left yet is looked at again then. */
const LATER_SECONDS = 15;

/** Safe beside itself and twice. Returns how many it read; none while the workspace does not use this source. */
export async function readSolved({ most = AT_ONCE }: { most?: number } = {}): Promise<number> {
  const [row] = await db().select({ on: workspace.useSolved }).from(workspace);
  if (!row?.on) return 0;
  const waiting = await db().execute<{ id: number }>(sql`
    select conversation_id::float8 as id from solved_answers where status = 'waiting' and due_at <= now() order by due_at limit ${most}`);
  if (waiting.length === 0) return 0;
  const known = publicWordsOf(await loadPassageIndex(db(), 'customer'));
  for (const { id } of waiting) await db().transaction((tx) => readOne(tx, id, known));
  return waiting.length;
}

type Head = {
  status: string;
  subject: string;
  topic: string | null;
  language: string | null;
  contactName: string;
  email: string;
  company: string | null;
  demo: boolean;
  closedAt: string | null;
  colleagues: string[];
  unsettled: boolean;
  saidSolved: boolean;
};

async function readOne(tx: Tx, id: number, known: PublicWords): Promise<void> {
  // Whoever reopens it waits, or was first: then it is no longer here.
  const [mine] = await tx
    .select({ id: solvedAnswers.conversationId })
    .from(solvedAnswers)
    .where(sql`${solvedAnswers.conversationId} = ${id} and ${solvedAnswers.status} = 'waiting'`)
    .for('update', { skipLocked: true });
  if (!mine) return;
  const head = await loadHead(tx, id);
  if (head?.status !== 'closed')
    return void (await tx.delete(solvedAnswers).where(eq(solvedAnswers.conversationId, id)));
  if (head.unsettled)
    return void (await tx
      .update(solvedAnswers)
      .set({ dueAt: sql`now() + make_interval(secs => ${LATER_SECONDS})` })
      .where(eq(solvedAnswers.conversationId, id)));
  const { messages, people, addresses } = await loadMessages(tx, id);
  const found = distil(
    {
      subject: head.subject,
      messages,
      people: [head.contactName, ...people, ...head.colleagues].filter(Boolean),
      companies: head.company ? [head.company] : [],
      addresses: [head.email, ...addresses].filter(Boolean),
      saidSolved: head.saidSolved,
    },
    {
      ...known,
      common: await commonWords(tx, messages.findLast(({ kind }) => kind === 'outbound')?.body ?? '', known),
    },
  );
  const facts = {
    language: head.language ?? 'en',
    demo: head.demo,
    solvedAt: head.closedAt ? new Date(head.closedAt) : new Date(),
    updatedAt: sql`now()`,
  };
  await tx
    .update(solvedAnswers)
    .set(
      'unfit' in found
        ? { ...facts, status: 'unfit', reason: found.unfit }
        : { ...facts, ...found, status: 'ready', reason: null },
    )
    .where(eq(solvedAnswers.conversationId, id));
}

async function loadHead(tx: Tx, id: number): Promise<Head | undefined> {
  const [head] = await tx.execute<Head>(sql`
    select c.status, c.subject, c.topic, c.language, c.closed_at as "closedAt", k.name as "contactName", coalesce(k.email, '') as email,
      o.name as company, c.demo or coalesce(b.demo, false) as demo, coalesce((select array_agg(name) from agents), '{}') as colleagues,
      exists (select from outbox x where x.conversation_id = c.id and x.status in ('queued', 'sending', 'retry')) as unsettled,
      coalesce((select e.type = 'customer.solved' from events e where e.conversation_id = c.id
        and e.type in ('customer.solved', 'message.received', 'person.requested') order by e.seq desc limit 1), false) as "saidSolved"
    from conversations c join contacts k on k.id = c.contact_id left join companies o on o.id = k.company_id
    left join mailboxes b on b.id = c.mailbox_id where c.id = ${id}`);
  return head;
}

/** Of the words that nobody vouches for, those that conversations of three customers or more have. */
async function commonWords(tx: Tx, text: string, known: PublicWords): Promise<Set<string>> {
  const strange = [...new Set(strangeWords(text, known))].slice(0, MOST_STRANGE);
  const rows = await Promise.all(
    strange.map((word) =>
      tx.execute<{ n: number }>(sql`
        select count(*)::int as n from (select distinct c.contact_id from (
          select conversation_id from conversation_words where words @@ plainto_tsquery('simple', ${word}) limit 500
        ) w join conversations c on c.id = w.conversation_id limit ${COMMON}) contacts`),
    ),
  );
  return new Set(strange.filter((_, at) => (rows[at]?.[0]?.n ?? 0) >= COMMON));
}

const MOST_STRANGE = 20;
const COMMON = 3;

type Row = SaidMessage & { author: string; names: (MailAddress | null)[] };

/** The newest; what failed to leave is no answer. */
async function loadMessages(tx: Tx, id: number) {
  const rows = await tx.execute<Row>(sql`
    select m.id::float8 as id, m.kind, m.author, m.author = 'agent' or (m.author = 'ai' and m.agent_id is not null and m.edited) as "byPerson",
      m.automatic is not null as automatic, left(m.body, ${TEXT_CHARACTERS}) as body, coalesce(m.subject, '') as subject,
      coalesce(m.hidden_text, '') as "hiddenText", jsonb_build_array(m."from") || coalesce(m."to", '[]') || coalesce(m.cc, '[]') || coalesce(m.reply_to, '[]') as names
    from messages m left join outbox x on x.message_id = m.id
    where m.conversation_id = ${id} and m.kind <> 'note' and (x.status is null or x.status not in ('held', 'failed', 'uncertain', 'cancelled'))
    order by m.id desc limit ${TURNS}`);
  const messages = [...rows].reverse();
  const ours = await tx.execute<{ address: string }>(
    sql`select address from mailboxes union all select address from mailbox_aliases`,
  );
  const own = new Set(ours.map(({ address }) => address.toLowerCase()));
  const named = messages
    .flatMap(({ names }) => names)
    .filter((one) => one !== null)
    .filter(({ address }) => !own.has(address.toLowerCase()));
  return {
    messages,
    people: [...new Set(named.map(({ name }) => name))],
    addresses: [...new Set(named.map(({ address }) => address))],
  };
}
