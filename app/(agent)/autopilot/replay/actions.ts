'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { saveCandidate } from '#lib/replay/candidate.ts';
import { type ImportProblem, MOST_BYTES, MOST_ROWS, readImportedSet } from '#lib/replay/imported-set.ts';
import { type Asked, cancelReplay, deleteReplay, MOST_CONVERSATIONS, startReplay } from '#lib/replay/start.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';

export async function startAction(_: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('replay.start');
  const schema = z.object({
    source: z.enum(['conversations', 'reviews']).default('conversations'),
    // Absent over reviews: there is nothing to choose.
    days: z
      .enum(['30', '90', ''])
      .default('')
      .transform((days) => (days === '' ? null : Number(days))),
    most: z.coerce
      .number(t('mostInvalid'))
      .int(t('mostInvalid'))
      .min(1, t('mostInvalid'))
      .max(MOST_CONVERSATIONS, t('mostInvalid'))
      .default(1),
    knowledge: z.enum(['then', 'today']).default('today'),
    budget: z.coerce.number().int().optional(),
  });
  return started(() => {
    const { budget, ...settings } = schema.parse(Object.fromEntries(form));
    return { settings, ...(budget === undefined ? {} : { change: { candidate: { budget }, key: '' } }) };
  });
}

export async function importAction(_: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('replay.import');
  const file = form.get('file');
  const knowledge = form.get('knowledge') === 'then' ? ('then' as const) : ('today' as const);
  return started(async () => {
    // Before the file is read: reading it is work.
    requireRole(await requireAgent(), 'admin');
    if (!(file instanceof File) || file.size === 0) throw new Invalid(t('none'), 'file');
    if (file.size > MOST_BYTES) throw new Invalid(t('tooLarge', { mb: MOST_BYTES / 2 ** 20 }), 'file');
    const read = readImportedSet(new Uint8Array(await file.arrayBuffer()));
    if ('problem' in read) throw new Invalid(await inWords(read.problem));
    return {
      settings: { days: null, most: MOST_ROWS, knowledge, source: 'imported', file: nameOf(file) },
      imported: read.rows,
    };
  });
}

/** A file's name is text from outside, too. */
function nameOf({ name }: File): string {
  return name.replace(/\p{C}/gu, '').slice(0, 80);
}

async function inWords(problem: ImportProblem): Promise<string> {
  const t = await getTranslations('replay.import');
  if (problem.kind !== 'lines') return t(problem.kind, { mb: MOST_BYTES / 2 ** 20, rows: MOST_ROWS });
  const { lines, more } = problem;
  return [
    t('wrong', { n: lines.length + more }),
    ...lines.map(({ line, problem: what }) => t('line', { line, problem: t(`problem.${what}`) })),
    ...(more > 0 ? [t('more', { n: more })] : []),
  ].join('\n');
}

async function started(asked: () => Asked | Promise<Asked>): Promise<FormState> {
  const agent = await requireAgent();
  let id: number | undefined;
  const answer = await formState(async () => {
    const what = await asked();
    id = await db().transaction((tx) => startReplay(tx, agent, what));
    return {};
  });
  if (id === undefined) return answer;
  redirect(`/autopilot/replay/${id}`);
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

export async function saveTriedAction(id: number): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const replayId = z.number().int().positive().parse(id);
    await db().transaction((tx) => saveCandidate(tx, agent, replayId));
    revalidatePath(`/autopilot/replay/${replayId}`);
    return {};
  });
}

export async function deleteAction(id: number): Promise<{ error?: string }> {
  const agent = await requireAgent();
  return formState(async () => {
    const replayId = z.number().int().positive().parse(id);
    await db().transaction((tx) => deleteReplay(tx, agent, replayId));
    revalidatePath('/autopilot/replay');
    return {};
  });
}
