'use server';
import { z } from 'zod';
import type { Problem } from '#components/help-center/outcome.ts';
import { db } from '#db/client.ts';
import { type AcceptedLesson, acceptLesson, dismissLesson } from '#lib/lessons/decide.ts';
import { requireAgent } from '../../../session.ts';
import { outcome } from '../outcome.ts';

const id = z.number().int().positive();
const accepted = z.object({
  question: z.string().max(2000),
  title: z.string().max(400),
  after: z.string().max(10_000),
  action: z.enum(['send', 'review', 'suggest', 'person']).nullable(),
  confirmed: z.boolean(),
});

export async function acceptLessonAction(lesson: number, words: AcceptedLesson): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    const given = accepted.parse(words);
    await db().transaction((tx) => acceptLesson(tx, agent, id.parse(lesson), given));
    return { done: true };
  });
}

export async function dismissLessonAction(lesson: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => dismissLesson(tx, agent, id.parse(lesson)));
    return { done: true };
  });
}
