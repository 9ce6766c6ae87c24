import { z } from 'zod';
import { db } from '#db/client.ts';
import { setAlwaysPerson } from '#lib/contacts/contact.ts';
import { answer, numberOf } from '../../answer.ts';
import { readJson } from '../../read-json.ts';

const change = z.object({ alwaysPerson: z.boolean() });

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer(async (agent) => {
    const { alwaysPerson } = await readJson(request, change);
    await db().transaction((tx) => setAlwaysPerson(tx, agent, numberOf(id), alwaysPerson));
  });
}
