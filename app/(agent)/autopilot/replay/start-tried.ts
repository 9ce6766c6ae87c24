// From the form of a change to its replay: over what, with what is known, and then to the page where it can be watched.
import 'server-only';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { type Asked, MOST_CONVERSATIONS, startReplay, suggestKnowledge } from '#lib/replay/start.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

/** @param change read within, so that what is wrong with it becomes the form's answer. Redirects when it has started. */
export async function startTried(form: FormData, change: () => Promise<Asked['change']>): Promise<FormState> {
  const agent = await requireAgent();
  let started: number | undefined;
  const answer = await formState(async () => {
    const tried = await change();
    const settings = await settingsOf({ over: form.get('over'), most: form.get('most') });
    started = await db().transaction((tx) => startReplay(tx, agent, { settings, ...(tried ? { change: tried } : {}) }));
    return {};
  });
  if (started === undefined) return answer;
  redirect(`/autopilot/replay/${started}`);
}

const DAYS = 90;

/** @param asked as it came from outside: over 30 or 90 days, the newest, or all that reviews rest on. */
export async function settingsOf(asked: { over: unknown; most: unknown }): Promise<Asked['settings']> {
  const t = await getTranslations('replay.start');
  const { over, most } = z
    .object({
      over: z.enum(['30', '90', 'newest', 'reviews']),
      most: z.coerce
        .number(t('mostInvalid'))
        .int(t('mostInvalid'))
        .min(1, t('mostInvalid'))
        .max(MOST_CONVERSATIONS, t('mostInvalid')),
    })
    .parse(asked);
  if (over === 'reviews') return { days: null, most, knowledge: 'today', source: 'reviews' };
  const days = over === 'newest' ? null : Number(over);
  return { days, most, knowledge: await suggestKnowledge(db(), days ?? DAYS) };
}
