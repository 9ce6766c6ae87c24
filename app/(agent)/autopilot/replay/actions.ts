'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { cancelReplay, MOST_CONVERSATIONS, startReplay } from '#lib/replay/start.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

export async function startAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('replay.start');
  const schema = z.object({
    days: z.enum(['30', '90', '']).transform((days) => (days === '' ? null : Number(days))),
    most: z.coerce
      .number(t('mostInvalid'))
      .int(t('mostInvalid'))
      .min(1, t('mostInvalid'))
      .max(MOST_CONVERSATIONS, t('mostInvalid')),
    knowledge: z.enum(['then', 'today']),
  });
  let started: number | undefined;
  const answer = await formState(async () => {
    const settings = schema.parse(Object.fromEntries(form));
    started = await db().transaction((tx) => startReplay(tx, agent, settings));
    return {};
  });
  if (started === undefined) return answer;
  redirect(`/autopilot/replay/${started}`);
}

export async function cancelAction(id: number): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const replayId = z.number().int().positive().parse(id);
    await db().transaction((tx) => cancelReplay(tx, agent, replayId));
    revalidatePath(`/autopilot/replay/${replayId}`);
    return {};
  });
}
