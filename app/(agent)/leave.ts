'use server';
import { db } from '#db/client.ts';
import { endSession } from '#lib/agents/sessions.ts';
import { signOut } from '../auth.ts';
import { sessionId } from '../session.ts';

/** Ends this browser's session. */
export async function leave(): Promise<void> {
  const id = await sessionId();
  if (id) await endSession(db(), id);
  await signOut({ redirectTo: '/sign-in' });
}
