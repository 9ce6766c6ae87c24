// What customers did after a reply that nobody had looked at. Weak labels: shown apart from reviews and never mixed into the proof.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';

export type CustomerSignals = {
  days: number;
  /** Replies that left by themselves. */
  sent: number;
  /** The customer wrote again within seven days, and not just thanks. */
  wroteAgain: number;
  /** The customer asked for a person within seven days. */
  askedPerson: number;
  /** The customer said within seven days that it is solved. */
  solved: number;
  /** The customer pressed "this did not help" within seven days. */
  unhelpful: number;
  /** The customer's newest rating within seven days is 1 or 2 of 5. */
  lowRated: number;
};

export async function customerSignals(agent: CurrentAgent, days = 30): Promise<CustomerSignals> {
  requireRole(agent, 'viewer');
  const [row] = await db().execute<Omit<CustomerSignals, 'days'>>(sql`
    select count(*)::int as sent, (count(*) filter (where again))::int as "wroteAgain", (count(*) filter (where person))::int as "askedPerson",
      (count(*) filter (where solved))::int as solved, (count(*) filter (where unhelpful))::int as unhelpful,
      (count(*) filter (where rating <= 2))::int as "lowRated"
    from (
      select
        exists (
          select 1 from messages m
          left join lateral (select d2.reasons from ai_runs r2 join decisions d2 on d2.run_id = r2.id where r2.message_id = m.id order by d2.id limit 1) after on true
          where m.conversation_id = d.conversation_id and m.kind = 'inbound' and m.automatic is null
            and m.created_at > d.created_at and m.created_at < d.created_at + interval '7 days'
            and not coalesce(after.reasons @> '[{"code": "no_reply_needed"}]', false)
        ) as again,
        exists (
          select 1 from events e where e.conversation_id = d.conversation_id and e.type = 'person.requested' and e.actor = 'customer'
            and e.created_at > d.created_at and e.created_at < d.created_at + interval '7 days'
        ) as person,
        exists (
          select 1 from events e where e.conversation_id = d.conversation_id and e.type = 'customer.solved'
            and e.created_at > d.created_at and e.created_at < d.created_at + interval '7 days'
        ) as solved,
        exists (
          select 1 from events e where e.conversation_id = d.conversation_id and e.type = 'customer.unhelpful'
            and e.created_at > d.created_at and e.created_at < d.created_at + interval '7 days'
        ) as unhelpful,
        (
          select (e.data->>'rating')::int from events e where e.conversation_id = d.conversation_id and e.type = 'customer.rated'
            and e.created_at > d.created_at and e.created_at < d.created_at + interval '7 days' order by e.seq desc limit 1
        ) as rating
      from decisions d where d.action = 'send' and d.created_at > now() - make_interval(days => ${days})
    ) answered`);
  return { days, ...(row ?? { sent: 0, wroteAgain: 0, askedPerson: 0, solved: 0, unhelpful: 0, lowRated: 0 }) };
}
