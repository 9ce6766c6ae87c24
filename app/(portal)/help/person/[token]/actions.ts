'use server';
import type { Route } from 'next';
import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { db, type Tx } from '#db/client.ts';
import { conversationOfPersonToken } from '#lib/conversations/person-link.ts';
import { customerRated } from '#lib/conversations/rate.ts';
import { customerSolved } from '#lib/conversations/solved.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { didNotHelp } from '#lib/reviews/did-not-help.ts';
import { personAsked } from '#lib/reviews/person-asked.ts';

/** The button, not the link: from here on a person has that conversation. */
export async function askForPerson(form: FormData): Promise<void> {
  await answer(form, personAsked);
}

export async function saySolved(form: FormData): Promise<void> {
  await answer(form, customerSolved);
}

/** A person takes over, and reads why. */
export async function sayUnhelpful(form: FormData): Promise<void> {
  const why = z.string().max(10_000).catch('').parse(form.get('why'));
  await answer(form, (tx, conversationId) => didNotHelp(tx, conversationId, why));
}

export async function rate(form: FormData): Promise<void> {
  const rating = z.coerce.number().int().min(1).max(5).safeParse(form.get('rating'));
  if (!rating.success) notFound();
  await answer(form, (tx, conversationId) => customerRated(tx, conversationId, rating.data));
}

async function answer(form: FormData, act: (tx: Tx, conversationId: number) => Promise<void>): Promise<void> {
  const token = String(form.get('token') ?? '');
  const conversationId = conversationOfPersonToken(token);
  if (conversationId === null) notFound();
  try {
    await db().transaction((tx) => act(tx, conversationId));
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
  redirect(`/help/person/${token}` as Route);
}
