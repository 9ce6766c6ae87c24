'use server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { Problem } from '#components/help-center/outcome.ts';
import { db } from '#db/client.ts';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';
import { keepSolved, refuseSolved, takeBackRefusal } from '#lib/solved/keep.ts';
import { requireAgent } from '../../../session.ts';
import { outcome } from '../outcome.ts';
import { snippetFields } from '../snippet-fields.ts';

const id = z.number().int().positive();

export async function keepSolvedAction(
  answer: number,
  words: SnippetInput & { confirmed: boolean },
): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  const t = await getTranslations('helpCenter.errors');
  const schema = z.object({
    ...snippetFields(t),
    confirmed: z.boolean(),
  });
  return outcome(async () => {
    const given = schema.parse(words);
    await db().transaction((tx) => keepSolved(tx, agent, id.parse(answer), given));
    return { done: true };
  });
}

export async function refuseSolvedAction(answer: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => refuseSolved(tx, agent, id.parse(answer)));
    return { done: true };
  });
}

export async function takeBackRefusalAction(answer: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => takeBackRefusal(tx, agent, id.parse(answer)));
    return { done: true };
  });
}
