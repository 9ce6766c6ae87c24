'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { changeAutopilot, setTopicRule } from '#lib/autopilot/settings.ts';
import { formState } from '../../form-state.ts';
import { requireAgent } from '../../session.ts';

const change = z.object({
  mode: z.enum(['off', 'suggest', 'ask', 'on']).optional(),
  threshold: z.number().min(0.01).max(1).nullable().optional(),
  spotCheckShare: z.number().min(0).max(1).optional(),
});
const rule = z.object({ topicId: z.number().int().positive(), rule: z.enum(['default', 'always_ask', 'person']) });

/** Answers with what was wrong, in words; nothing else when it is done. */
export async function changeAction(input: z.input<typeof change>): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const asked = change.parse(input);
    await db().transaction(async (tx) => {
      await changeAutopilot(tx, agent, asked);
      await recountAll(tx);
    });
    revalidatePath('/autopilot');
    return {};
  });
}

export async function ruleAction(input: z.input<typeof rule>): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const asked = rule.parse(input);
    await db().transaction(async (tx) => {
      await setTopicRule(tx, agent, asked.topicId, asked.rule);
      await recountAll(tx);
    });
    revalidatePath('/autopilot');
    return {};
  });
}
