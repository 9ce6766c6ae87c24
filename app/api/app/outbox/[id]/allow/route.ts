import { z } from 'zod';
import { db } from '#db/client.ts';
import { allowRecipients } from '#lib/outbox/allow-address.ts';
import { answer, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer(async (agent) => {
    await readJson(request, z.object({}));
    return { conversationId: await db().transaction((tx) => allowRecipients(tx, agent, numberOf(id))) };
  });
}
