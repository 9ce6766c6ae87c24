import { z } from 'zod';
import { db } from '#db/client.ts';
import { noteThatHere } from '#lib/conversations/presence.ts';
import { answer, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

const heartbeat = z.object({ state: z.enum(['reading', 'typing', 'left']) });

export async function POST(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { number } = await params;
  return answer(async (agent) => {
    const { state } = await readJson(request, heartbeat);
    await db().transaction((tx) => noteThatHere(tx, agent, numberOf(number), state));
  });
}
