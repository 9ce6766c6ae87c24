// Everything that the desk shows about one review, in one round of parallel queries.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { Citation, Claim, Reason } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { listPastConversations } from '#lib/conversations/past.ts';
import { whoIsHere } from '#lib/conversations/presence.ts';
import { linkCitations } from '#lib/knowledge/cited-passages.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { annotate } from './annotate.ts';
import { inOrderOfWeight } from './main-reason.ts';
import { measure } from './measured.ts';
import { whatItWouldTake } from './next-time.ts';
import type { ReviewView } from './review-view.ts';
import { loadThread } from './thread.ts';

/** Throws NotFound. Decided reviews load as well: the screen says what became of them. */
export async function loadReview(agent: CurrentAgent, reviewId: number): Promise<ReviewView> {
  requireRole(agent, 'viewer');
  const head = await loadHead(reviewId);
  const [thread, history, present, measured, citations] = await Promise.all([
    loadThread(head.conversationId, head.messageId),
    listPastConversations(head.conversationId),
    whoIsHere(agent, head.conversationId),
    measure(head.topic?.key ?? null, head.confidence),
    linkCitations(head.citations),
  ]);
  const { kind, confidence, reasons, spotCheck, topic, autopilot } = head;
  const unsupported = head.claims
    .filter((claim) => !claim.supported)
    .map(({ text, problem }) => ({ text, problem: problem ?? 'no_source' }));
  return {
    id: head.id,
    status: head.status,
    decided: head.decidedAt ? { by: head.decidedBy, at: head.decidedAt } : null,
    proposalId: head.proposalId,
    runId: head.runId,
    conversation: head.conversation,
    contact: head.contact,
    history,
    ...thread,
    wroteAgain: head.wroteAgain,
    proposal: {
      kind,
      html: annotate(renderMarkdown(head.body), { citations, unsupported }, (n, title) => `Source ${n}: ${title}`),
      body: withoutMarks(head.body),
      citations,
      unsupported,
      language: head.language,
      confidence,
      at: head.createdAt,
    },
    reasons: inOrderOfWeight(reasons),
    spotCheck,
    topic,
    autopilot,
    nextTime: whatItWouldTake({ kind, reasons, spotCheck, confidence, topic, ...autopilot }),
    measured,
    present,
  };
}

type Head = Pick<
  ReviewView,
  'id' | 'status' | 'proposalId' | 'runId' | 'conversation' | 'contact' | 'wroteAgain' | 'topic' | 'autopilot'
> &
  Pick<ReviewView['proposal'], 'kind' | 'body' | 'language' | 'confidence'> & {
    conversationId: number;
    messageId: number;
    citations: Citation[];
    claims: Claim[];
    reasons: Reason[];
    spotCheck: boolean;
    createdAt: string;
    decidedAt: string | null;
    decidedBy: string | null;
  };

async function loadHead(reviewId: number): Promise<Head> {
  const [row] = await db().execute<Head>(sql`
    select r.id::float8 as id, r.status, ${iso('r.decided_at')} as "decidedAt", g.name as "decidedBy",
      p.id::float8 as "proposalId", p.run_id::float8 as "runId", p.conversation_id::float8 as "conversationId",
      p.message_id::float8 as "messageId", p.kind, p.body, p.citations, p.claims, p.language, p.confidence::float8 as confidence,
      ${iso('p.created_at')} as "createdAt", coalesce(d.reasons, '[]') as reasons, coalesce(d.spot_check, false) as "spotCheck",
      exists (select 1 from messages x where x.conversation_id = c.id and x.id > p.message_id and x.kind = 'inbound'
        and x.automatic is null) as "wroteAgain",
      json_build_object('id', c.id, 'subject', c.subject, 'status', c.status, 'channel', c.channel, 'mailbox', b.address,
        'assigneeName', a.name, 'personOnly', c.person_only) as conversation,
      json_build_object('id', k.id, 'name', k.name, 'email', k.email, 'company', o.name, 'attributes', k.attributes,
        'companyAttributes', coalesce(o.attributes, '{}'), 'language', k.language, 'alwaysPerson', k.always_person,
        'since', ${iso('k.created_at')}, 'openOthers', (select count(*)::int from conversations x
          where x.contact_id = k.id and x.id <> c.id and x.status in ('open', 'pending', 'snoozed'))) as contact,
      case when p.topic is not null then json_build_object('key', p.topic, 'name', coalesce(t.name, p.topic),
        'rule', coalesce(t.rule, 'default')) end as topic,
      json_build_object('mode', coalesce(s.mode, 'ask'), 'threshold', d.threshold) as autopilot
    from reviews r
    join proposals p on p.id = r.proposal_id
    join conversations c on c.id = p.conversation_id
    join contacts k on k.id = c.contact_id
    left join companies o on o.id = k.company_id
    left join mailboxes b on b.id = c.mailbox_id
    left join agents a on a.id = c.assignee_id
    left join agents g on g.id = r.agent_id
    left join decisions d on d.proposal_id = p.id
    left join topics t on t.key = p.topic
    left join autopilot s on s.id = 1
    where r.id = ${reviewId}`);
  if (!row) throw new NotFound('This review is no longer here. It may have been removed with the demo.');
  return row;
}
