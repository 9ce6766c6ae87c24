'use server';
import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import {
  extensionsIn,
  MOST_FORM_MB,
  MOST_REPLY_MB,
  saveFileLimits,
  saveOpenUnchecked,
} from '#lib/workspace/file-settings.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

export async function saveFileLimitsAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const megabytes = (most: number) => {
    const range = t('files.range', { most });
    return z.coerce.number(range).min(1, range).max(most, range);
  };
  const schema = z.object({
    replyMb: megabytes(MOST_REPLY_MB),
    formMb: megabytes(MOST_FORM_MB),
    blocked: z
      .string()
      .max(4000, t('files.blockedLong'))
      .refine((text) => extensionsIn(text).every((one) => /^[\p{L}\p{N}_-]{1,30}$/u.test(one)), t('files.blockedOdd')),
  });
  return formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    await db().transaction((tx) => saveFileLimits(tx, agent, values));
    revalidatePath('/', 'layout');
    return { done: t('saved') };
  });
}

export async function saveUncheckedAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const unchecked = z.enum(['closed', 'open']).parse(form.get('unchecked'));
    await db().transaction((tx) => saveOpenUnchecked(tx, agent, unchecked === 'open'));
    revalidatePath('/', 'layout');
    return { done: t('saved') };
  });
}
