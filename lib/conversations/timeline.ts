// Messages and events of one conversation, in the order in which they happened.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { EventView, MessageView } from './conversation-view.ts';
import type { EventType } from './events.ts';
import { type FileRow, filesOf, shownFiles, withoutClosedPictures } from './files.ts';
import { withSignedPictures } from './remote-pictures.ts';

// A thread longer than this opens with its newest part.
const NEWEST = 40;
const MOST_EVENTS = 300;

// What a message says by itself is not said again by its event.
const SILENT: EventType[] = [
  'conversation.opened',
  'message.received',
  'message.automatic',
  'message.also_reached',
  'message.queued',
  'message.scheduled',
  'message.sent',
  'message.retrying',
  'message.waiting',
  'note.added',
  'file.checked',
];

/** @param sources whether who asks may download mails as they arrived. */
export async function loadTimeline(
  conversationId: number,
  { whole, sources }: { whole: boolean; sources: boolean },
): Promise<{ timeline: (MessageView | EventView)[]; hasEarlier: boolean }> {
  const [found, events] = await Promise.all([
    loadMessages(conversationId, whole ? null : NEWEST + 1, sources),
    loadEvents(conversationId),
  ]);
  const hasEarlier = !whole && found.length > NEWEST;
  const messages = hasEarlier ? found.slice(1) : found;
  const from = hasEarlier ? (messages[0]?.at ?? '') : '';
  const timeline = [...messages, ...events.filter((event) => event.at >= from)];
  return { timeline: timeline.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), hasEarlier };
}

async function loadMessages(conversationId: number, newest: number | null, sources: boolean): Promise<MessageView[]> {
  const [settings, rows] = await Promise.all([loadFileSettings(), selectMessages(conversationId, newest, sources)]);
  return rows.map((row) => ({
    ...row,
    type: 'message',
    files: shownFiles(row.files, settings),
    html: row.html && withSignedPictures(row.id, withoutClosedPictures(row.html, row.files, settings)),
    rendered: row.kind === 'inbound' ? null : renderMarkdown(row.body),
  }));
}

type MessageRow = Omit<MessageView, 'type' | 'rendered' | 'files'> & { files: FileRow[] };

function selectMessages(conversationId: number, newest: number | null, sources: boolean) {
  return db().execute<MessageRow>(sql`
    select m.id::float8 as id, m.kind, m.author, a.name as "agentName", m.edited, m.body, m.html, m.quoted, m."from", m.cc, m.reply_to as "replyTo",
      m.automatic, m.verified, m.hidden_text as "hiddenText", m.notes, ${iso('m.created_at')} as at,
      p.run_id::float8 as "runId", p.confidence::float8 as confidence,
      ${sources} and exists (select from raw_messages s where s.message_id = m.id) as "hasSource",
      array(select b.address from raw_messages s join mailboxes b on b.id = s.mailbox_id where s.message_id = m.id
        group by b.address order by min(s.id)) as reached,
      case when o.id is not null then json_build_object('outboxId', o.id, 'status', o.status, 'dueAt', o.due_at, 'aboutToGo', o.ask_gate,
        'attempts', o.attempts, 'lastResponse', o.last_response, 'returned', o.returned, 'held', ${held},
        'sendAt', o.send_at, 'heldBecause', o.held_because, 'waits', ${waits}) end as delivery,
      ${filesOf} as files
    from (select * from messages where conversation_id = ${conversationId} order by id desc limit ${newest ?? null}) m
    left join agents a on a.id = m.agent_id
    left join proposals p on p.id = m.proposal_id
    left join outbox o on o.message_id = m.id
    order by m.id`);
}

async function loadEvents(conversationId: number): Promise<EventView[]> {
  const rows = await db().execute<EventView>(sql`
    select 'event' as type, e.seq::float8 as seq, e.type as event, e.actor, e.agent_id::float8 as "agentId", a.name as "agentName", e.data,
      p.run_id::float8 as "runId", ${iso('e.created_at')} as at
    from (select * from events where conversation_id = ${conversationId} and type not in ${SILENT} order by seq desc limit ${MOST_EVENTS}) e
    left join agents a on a.id = e.agent_id
    left join proposals p on p.id = (e.data ->> 'proposalId')::bigint
    order by e.seq`);
  return [...rows];
}

// "domain customer.test", and until when nothing is tried there.
const waits = sql`case when o.status in ('queued', 'retry') and o.waits_for is not null then (
  select json_build_object('lane', split_part(o.waits_for, ' ', 1), 'name', substr(o.waits_for, strpos(o.waits_for, ' ') + 1), 'until', max(l.until), 'words', max(l.words))
  from paused_lanes l where l.key = o.waits_for) end`;

// By its recipients, and by the customer where it never got as far as having some.
const held = sql`coalesce((select json_agg(s.address) from suppressed_addresses s where s.address in (
  select lower(jsonb_array_elements(m."to" || m.cc) ->> 'address') union all
  select k.email from conversations v join contacts k on k.id = v.contact_id where v.id = m.conversation_id)), '[]')`;
