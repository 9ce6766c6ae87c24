'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { db, type Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { type RuleEffect, ruleEffect } from '#lib/ai/rule-effect.ts';
import { removeRule, saveRule } from '#lib/autopilot/policy-rules.ts';
import { changeAutopilot, setTopicBudget, setTopicRule } from '#lib/autopilot/settings.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { startReplay } from '#lib/replay/start.ts';
import { formState } from '../../form-state.ts';
import { requireAgent } from '../../session.ts';
import { settingsOf } from './replay/start-tried.ts';

const id = z.number().int().positive();
const change = z.object({
  mode: z.enum(['off', 'suggest', 'ask', 'on']).optional(),
  budget: z.number().int().optional(),
  threshold: z.number().min(0.01).max(1).nullable().optional(),
  spotCheckShare: z.number().min(0).max(1).optional(),
  auditShare: z.number().min(0).max(1).optional(),
  delayMinutes: z.number().int().min(0).max(60).optional(),
});
const topicRule = z.object({ topicId: id, rule: z.enum(['default', 'always_ask', 'person']) });
const topicBudget = z.object({ topicId: id, budget: z.number().int().nullable() });
const words = z.array(z.string().min(1).max(100)).max(50);
const savedRule = z.object({
  id: id.nullable(),
  rule: z.object({
    name: z.string().max(200),
    action: z.enum(['send', 'review', 'suggest', 'person']),
    enabled: z.boolean(),
    conditions: z.object({
      topics: words.optional(),
      channels: z.array(z.enum(['email', 'form', 'chat', 'api'])).optional(),
      languages: words.optional(),
      risks: words.optional(),
      attribute: z.object({ name: z.string().max(100), is: words }).optional(),
      verified: z.boolean().optional(),
      alwaysPerson: z.boolean().optional(),
      hours: z
        .object({
          from: z.string().max(5),
          to: z.string().max(5),
          zone: z.string().max(60),
          days: z.array(z.number().int().min(1).max(7)).optional(),
        })
        .optional(),
    }),
  }),
});

type Answer = Promise<{ error?: string }>;

/** Each answers with what was wrong, in words; nothing else when it is done. */
export async function changeAction(input: z.input<typeof change>): Answer {
  return inOne(async (tx, agent) => changeAutopilot(tx, agent, change.parse(input)));
}

export async function ruleAction(input: z.input<typeof topicRule>): Answer {
  return inOne(async (tx, agent) => {
    const { topicId, rule } = topicRule.parse(input);
    await setTopicRule(tx, agent, topicId, rule);
  });
}

export async function topicBudgetAction(input: z.input<typeof topicBudget>): Answer {
  return inOne(async (tx, agent) => {
    const { topicId, budget } = topicBudget.parse(input);
    await setTopicBudget(tx, agent, topicId, budget);
  });
}

export async function saveRuleAction(input: z.input<typeof savedRule>): Answer {
  return inOne(async (tx, agent) => {
    const { id, rule } = savedRule.parse(input);
    await saveRule(tx, agent, id, rule);
  });
}

/** What would have changed in the last 30 days; saves nothing. */
export async function ruleEffectAction(input: z.input<typeof savedRule>): Promise<RuleEffect | { error: string }> {
  const agent = await requireAgent();
  const parsed = savedRule.safeParse(input);
  if (!parsed.success) return { error: '' };
  try {
    return await ruleEffect(agent, parsed.data.id, parsed.data.rule);
  } catch (error) {
    // Half a condition is no error while somebody is still typing.
    if (error instanceof Invalid) return { error: error.message };
    throw error;
  }
}

/** Replays past messages with the rule as it is being written, or (`without`) without it. Answers with where to watch. */
export async function replayRuleAction(
  input: z.input<typeof savedRule> & { without: boolean; over: string; most: string },
): Promise<{ error?: string; id?: number }> {
  const agent = await requireAgent();
  let started: number | undefined;
  const { error } = await formState(async () => {
    const { id, rule } = savedRule.parse({ id: input.id, rule: input.rule });
    const settings = await settingsOf(input);
    const candidate = { rule: { id, rule: input.without === true ? null : rule } };
    started = await db().transaction((tx) => startReplay(tx, agent, { settings, change: { candidate, key: '' } }));
    return {};
  });
  return started === undefined ? { error: error ?? '' } : { id: started };
}

export async function removeRuleAction(input: { id: number }): Answer {
  return inOne(async (tx, agent) => removeRule(tx, agent, id.parse(input.id)));
}

/** One transaction for the change and for what is earned by it. */
async function inOne(work: (tx: Tx, agent: CurrentAgent) => Promise<void>): Answer {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction(async (tx) => {
      await work(tx, agent);
      await recountAll(tx);
    });
    revalidatePath('/autopilot');
    return {};
  });
}
