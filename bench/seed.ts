// Fills a migrated database with conversations for measuring, a million if wanted: set-based SQL without triggers, indexes made afterwards.
import type postgres from 'postgres';

const WORDS =
  'label parcel refund invoice carrier tracking printer order shop pickup customs return address webhook plan wallet account delivery barcode scan';

const TABLES = ['conversations', 'conversation_words', 'messages', 'events'];

/** Inserts `count` conversations with three messages each (customer, agent or AI, customer) and two events. The caller recounts the badges. */
export async function seedConversations(pool: postgres.Sql, count: number): Promise<void> {
  const sql = await pool.reserve();
  try {
    await sql`set synchronous_commit = off`;
    await sql`set maintenance_work_mem = '512MB'`;
    for (const table of TABLES) await sql.unsafe(`alter table ${table} disable trigger user`);
    const indexes = await sql<{ name: string; definition: string }[]>`
      select indexname as name, indexdef as definition from pg_indexes
      where tablename in ${sql(TABLES)} and indexname not in (select conname from pg_constraint)`;
    for (const { name } of indexes) await sql`drop index ${sql(name)}`;
    await insertAll(sql, count);
    for (const { definition } of indexes) await sql.unsafe(definition);
    for (const table of TABLES) await sql.unsafe(`alter table ${table} enable trigger user`);
    await sql.unsafe(`vacuum analyze ${TABLES.join(', ')}, contacts`);
  } finally {
    sql.release();
  }
}

async function insertAll(sql: postgres.Sql, count: number): Promise<void> {
  const contacts = Math.max(1, Math.floor(count / 5));
  await sql`insert into contacts (name, email, attributes)
    select 'Customer ' || n, 'customer' || n || '@shop' || n % 900 || '.example', jsonb_build_object('plan', (array['Starter','Growth','Scale'])[1 + n % 3])
    from generate_series(1, ${contacts}) n`;
  const [first] = await sql`select min(id) as id from contacts where email like 'customer%@shop%'`;
  const [agent] = await sql`select min(id) as id from agents`;
  const words = WORDS.split(' ');
  await sql`
    with words as (select ${sql.array(words)}::text[] as w),
    opened as (
      insert into conversations (subject, status, channel, contact_id, mailbox_id, assignee_id, answered_by_ai, preview, last_author, message_count,
                                 last_activity_at, waiting_since, snoozed_until, topic, language, created_at)
      select initcap(w[1 + n % 20]) || ' ' || w[1 + (n / 20) % 20] || ' question ' || n,
             (array['open','open','closed','closed','closed','closed','closed','pending','pending','snoozed'])[1 + n % 10], 'email',
             ${first?.id}::bigint + n % ${contacts}, (select min(id) from mailboxes),
             case when n % 3 = 0 then ${agent?.id ?? null}::bigint end, n % 4 = 0,
             'I have a question about the ' || w[1 + n % 20] || ' and the ' || w[1 + (n / 7) % 20], 'customer', 3,
             now() - (n * interval '11 seconds'), now() - (n * interval '11 seconds'),
             case when n % 10 = 9 then now() + interval '3 days' end, w[1 + n % 20], 'en', now() - (n * interval '11 seconds') - interval '1 day'
      from generate_series(1, ${count}::int) n, words
      returning id, contact_id, subject, created_at
    )
    insert into messages (conversation_id, kind, author, agent_id, body, subject, mail_id, created_at)
    select id, case m when 2 then 'outbound' else 'inbound' end, case m when 2 then case when id % 4 = 0 then 'ai' else 'agent' end else 'customer' end,
           case when m = 2 and id % 4 <> 0 then ${agent?.id ?? null}::bigint end,
           'Hello, this is message ' || m || ' about "' || subject || '". ' ||
             repeat('The label was printed, the carrier has not scanned it, and the customer is waiting for an answer. ', 3),
           subject, 'bench-' || id || '-' || m || '@mail.example', created_at + m * interval '20 minutes'
    from opened, generate_series(1, 3) m`;
  await sql`insert into conversation_words (conversation_id, at, words)
    select m.conversation_id, max(m.created_at), strip(to_tsvector('simple', string_agg(m.body, ' ')))
    from messages m join conversations c on c.id = m.conversation_id where not c.demo group by m.conversation_id`;
  await sql`insert into events (conversation_id, type, actor, data, created_at)
    select id, t, 'customer', '{}', created_at from conversations, unnest(array['conversation.opened', 'message.received']) t
    where not demo`;
}
