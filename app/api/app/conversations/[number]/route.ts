import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { assignConversation } from '#lib/conversations/assign.ts';
import { correctLabel } from '#lib/conversations/correct.ts';
import { dropDraft } from '#lib/conversations/drafts.ts';
import { addNote } from '#lib/conversations/messages.ts';
import { moveToMailbox } from '#lib/conversations/move.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { setTags } from '#lib/conversations/tags.ts';
import { giveToTeam } from '#lib/conversations/team.ts';
import { sendReply } from '#lib/reviews/reply.ts';
import { decide } from '#lib/reviews/stale.ts';
import { loadPane } from '../../../../(agent)/inbox/load-pane.ts';
import { answer, idSchema, numberOf } from '../../answer.ts';
import { readJson } from '../../read-json.ts';

type Params = { params: Promise<{ number: string }> };
const LONGEST_BODY = 100_000;
const body = z.string().trim().min(1, 'write something first').max(LONGEST_BODY, 'this text is too long');

const change = z.discriminatedUnion('do', [
  z.object({ do: z.literal('status'), to: z.enum(['open', 'closed', 'spam', 'trash']) }),
  z.object({ do: z.literal('snooze'), until: z.coerce.date() }),
  z.object({ do: z.literal('assign'), assigneeId: idSchema.nullable() }),
  z.object({ do: z.literal('team'), teamId: idSchema.nullable() }),
  z.object({ do: z.literal('move'), mailboxId: idSchema }),
  z.object({ do: z.literal('tag'), tags: z.array(z.string().max(200)).max(50) }),
  z.object({ do: z.literal('correct'), field: z.enum(['topic', 'language', 'mood']), after: z.string().max(200) }),
  z.object({ do: z.literal('note'), body }),
  z.object({
    do: z.literal('reply'),
    body,
    leaveAs: z.enum(['pending', 'closed']),
    proposalId: idSchema.nullable(),
    attachmentIds: z.array(idSchema).max(20),
    sendAt: z.coerce.date().nullable().default(null),
  }),
]);

export async function GET(request: NextRequest, { params }: Params): Promise<Response> {
  const { number } = await params;
  return answer((agent) => loadPane(agent, numberOf(number), { whole: request.nextUrl.searchParams.has('whole') }));
}

export async function POST(request: NextRequest, { params }: Params): Promise<Response> {
  const { number } = await params;
  return answer(async (agent) => {
    const id = numberOf(number);
    const asked = await readJson(request, change);
    return decide((tx) => apply(tx, agent, id, asked));
  });
}

async function apply(tx: Tx, agent: CurrentAgent, id: number, asked: z.output<typeof change>): Promise<unknown> {
  switch (asked.do) {
    case 'status':
      return changeStatus(tx, agent, id, asked.to);
    case 'snooze':
      return changeStatus(tx, agent, id, 'snoozed', asked.until);
    case 'assign':
      return assignConversation(tx, agent, id, asked.assigneeId);
    case 'team':
      return giveToTeam(tx, agent, id, asked.teamId);
    case 'move':
      return moveToMailbox(tx, agent, id, asked.mailboxId);
    case 'tag':
      return setTags(tx, agent, id, asked.tags);
    case 'correct':
      return correctLabel(tx, agent, id, asked);
    case 'note':
      await dropDraft(tx, agent, id);
      return { messageId: await addNote(tx, agent, id, asked.body) };
    case 'reply':
      return sendReply(tx, agent, { ...asked, conversationId: id });
  }
}
