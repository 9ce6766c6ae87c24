import { z } from 'zod';
import { db } from '#db/client.ts';
import { rescheduleReply } from '#lib/outbox/schedule.ts';
import { answer, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

const asked = z.object({ sendAt: z.coerce.date() });

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer(async (agent) => {
    const { sendAt } = await readJson(request, asked);
    return { conversationId: await db().transaction((tx) => rescheduleReply(tx, agent, numberOf(id), sendAt)) };
  });
}
