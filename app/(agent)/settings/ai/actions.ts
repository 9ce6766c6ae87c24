'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import type { AiEngine } from '#db/schema/workspace.ts';
import { testEngine } from '#lib/ai/models/test-engine.ts';
import { keyFor, saveEngine } from '#lib/workspace/engine.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

/** One form, two buttons: `intent` is `test` or `save`. */
export async function engineAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const { engine, key } = await parse(form);
    if (form.get('intent') !== 'test') {
      await db().transaction((tx) => saveEngine(tx, agent, engine, key));
      revalidatePath('/settings/ai');
      return { done: t('saved') };
    }
    const result = await testEngine(engine, await keyFor(agent, engine, key));
    if (!result.ok) return { error: t('ai.testFailed', { error: result.error }) };
    const cost = result.costUsd
      ? t('ai.cost', { usd: `$${result.costUsd.toFixed(result.costUsd < 0.01 ? 5 : 3)}` })
      : '';
    return { done: t('ai.testOk', { model: result.model, ms: result.ms, cost }) };
  });
}

async function parse(form: FormData): Promise<{ engine: AiEngine; key: string }> {
  const t = await getTranslations('settings.ai');
  const schema = z.object({
    provider: z.enum(['builtin', 'openai', 'anthropic', 'openai-compatible']),
    model: z.string().trim().max(200).default(''),
    baseUrl: z
      .string()
      .trim()
      .max(500)
      .default('')
      .refine((url) => url === '' || (URL.canParse(url) && /^https?:/.test(url)), t('baseUrlInvalid')),
    key: z.string().trim().max(1000).default(''),
  });
  const { provider, model, baseUrl, key } = schema.parse(Object.fromEntries(form));
  if (provider === 'builtin') return { engine: { provider }, key: '' };
  const engine = {
    provider,
    ...(model ? { model } : {}),
    ...(provider === 'openai-compatible' && baseUrl ? { baseUrl } : {}),
  };
  return { engine, key };
}
