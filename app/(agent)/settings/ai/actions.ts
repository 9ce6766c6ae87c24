'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import type { AiEngine } from '#db/schema/workspace.ts';
import { saveGuidance } from '#lib/ai/guidance.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { knownPrice } from '#lib/ai/models/prices.ts';
import { testEngine } from '#lib/ai/models/test-engine.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { switchSolved } from '#lib/solved/setting.ts';
import { engineSettings, keyFor, saveEngine } from '#lib/workspace/engine.ts';
import { saveModelCosts } from '#lib/workspace/model-costs.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';
import { startTried } from '../../autopilot/replay/start-tried.ts';

/** One form, three buttons: `intent` is `test`, `replay` or `save`. */
export async function engineAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  if (form.get('intent') === 'replay')
    return startTried(form, async () => {
      const { engine, key } = await parse(form);
      return { candidate: { engine }, key };
    });
  return formState(async () => {
    const { engine, key } = await parse(form);
    if (form.get('intent') !== 'test') {
      await db().transaction(async (tx) => {
        await saveEngine(tx, agent, engine, key);
        // What a replay carried over for this one counts from now on.
        await recountAll(tx);
      });
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

/** `intent` is `replay` or `save`. */
export async function guidanceAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const text = () => z.object({ guidance: z.string().max(100_000) }).parse(Object.fromEntries(form)).guidance;
  if (form.get('intent') === 'replay')
    return startTried(form, () => Promise.resolve({ candidate: { guidance: text() }, key: '' }));
  return formState(async () => {
    await db().transaction(async (tx) => {
      await saveGuidance(tx, agent, text());
      await recountAll(tx);
    });
    revalidatePath('/settings/ai');
    return { done: t('saved') };
  });
}

/** Empty fields: no limit, and the price that Tandem knows. */
export async function costsAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const amount = (message: string) =>
    z
      .string()
      .trim()
      .default('')
      .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
      .refine((value) => value === null || (value >= 0 && value <= 1_000_000), message);
  const schema = z.object({
    cap: amount(t('costs.capInvalid')).refine((value) => value === null || value > 0, t('costs.capInvalid')),
    priceIn: amount(t('costs.priceInvalid')),
    priceOut: amount(t('costs.priceInvalid')),
  });
  return formState(async () => {
    const { cap, priceIn, priceOut } = schema.parse(Object.fromEntries(form));
    if ((priceIn === null) !== (priceOut === null)) throw new Invalid(t('costs.priceInvalid'), 'priceIn');
    const price = priceIn === null || priceOut === null ? null : { in: priceIn, out: priceOut };
    const { engine } = await engineSettings(agent);
    const model = modelOf(engine);
    if (cap !== null && engine.provider !== 'builtin' && !price && !knownPrice(model))
      throw new Invalid(t('costs.priceNeeded', { model }), 'cap');
    await db().transaction((tx) => saveModelCosts(tx, agent, { capUsd: cap, price }));
    revalidatePath('/settings/ai');
    return { done: t('saved') };
  });
}

/** `on`: yes or no. */
export async function solvedAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const on = z.enum(['yes', 'no']).parse(form.get('on')) === 'yes';
    await db().transaction((tx) => switchSolved(tx, agent, on));
    revalidatePath('/settings/ai');
    return { done: t('saved') };
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
    embedding: z.string().trim().max(200).default(''),
    key: z.string().trim().max(1000).default(''),
  });
  const { provider, model, baseUrl, embedding, key } = schema.parse(Object.fromEntries(form));
  if (provider === 'builtin') return { engine: { provider }, key: '' };
  const engine = {
    provider,
    ...(model ? { model } : {}),
    ...(provider === 'openai-compatible' && baseUrl ? { baseUrl } : {}),
    ...(provider !== 'anthropic' && embedding ? { embedding } : {}),
  };
  return { engine, key };
}
