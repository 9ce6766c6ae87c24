'use server';
import type { Route } from 'next';
import { notFound, redirect } from 'next/navigation';
import { db } from '#db/client.ts';
import { conversationOfPersonToken } from '#lib/conversations/person-link.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { personAsked } from '#lib/reviews/person-asked.ts';

/** The button, not the link: from here on a person has that conversation. */
export async function askForPerson(form: FormData): Promise<void> {
  const token = String(form.get('token') ?? '');
  const conversationId = conversationOfPersonToken(token);
  if (conversationId === null) notFound();
  try {
    await db().transaction((tx) => personAsked(tx, conversationId));
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
  redirect(`/help/person/${token}` as Route);
}
