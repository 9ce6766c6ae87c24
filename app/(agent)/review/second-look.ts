'use server';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { answerAudit } from '#lib/autopilot/audits.ts';
import { formState } from '../../form-state.ts';
import { requireAgent } from '../../session.ts';

const answer = z.object({ id: z.number().int().positive(), unchanged: z.boolean().nullable() });

/** Answers with what was wrong, in words; nothing else when it is done. */
export async function answerAuditAction(input: z.input<typeof answer>): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const { id, unchanged } = answer.parse(input);
    await db().transaction((tx) => answerAudit(tx, agent, id, { unchanged }));
    return {};
  });
}
