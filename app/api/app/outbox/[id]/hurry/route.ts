import { z } from 'zod';
import { db } from '#db/client.ts';
import { hurrySend } from '#lib/reviews/reply.ts';
import { answer, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer(async (agent) => {
    await readJson(request, z.object({}));
    return { conversationId: await db().transaction((tx) => hurrySend(tx, agent, numberOf(id))) };
  });
}
