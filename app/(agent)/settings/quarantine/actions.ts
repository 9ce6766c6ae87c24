'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { retryQuarantined } from '#lib/inbound/quarantine.ts';
import { dismissUndone, retryUndone } from '#lib/worker/undone.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

const id = z.number().int().positive();

export async function retryAction(mailId: number): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction((tx) => retryQuarantined(tx, agent, id.parse(mailId)));
    revalidatePath('/settings/quarantine');
    return {};
  });
}

export async function retryUndoneAction(undoneId: number): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction((tx) => retryUndone(tx, agent, id.parse(undoneId)));
    revalidatePath('/', 'layout');
    return {};
  });
}

export async function dismissUndoneAction(undoneId: number): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    await db().transaction((tx) => dismissUndone(tx, agent, id.parse(undoneId)));
    revalidatePath('/', 'layout');
    return {};
  });
}
