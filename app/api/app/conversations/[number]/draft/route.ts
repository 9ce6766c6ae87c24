import { z } from 'zod';
import { db } from '#db/client.ts';
import { saveDraft } from '#lib/conversations/drafts.ts';
import { answer, idSchema, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

const draft = z.object({
  kind: z.enum(['reply', 'note']),
  body: z.string().max(100_000, 'this text is too long'),
  proposalId: idSchema.nullable(),
});

export async function PUT(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { number } = await params;
  return answer(async (agent) => {
    const values = await readJson(request, draft);
    await db().transaction((tx) => saveDraft(tx, agent, numberOf(number), values));
  });
}
