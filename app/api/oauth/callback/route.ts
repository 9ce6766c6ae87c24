// Google and Microsoft send the browser back here, with a code for the mailbox that its owner allowed us into.
import { cookies } from 'next/headers';
import { ATTEMPT_COOKIE, openAttempt, sealWords } from '#lib/channels/oauth/attempt.ts';
import { endConnect } from '#lib/channels/oauth/connect.ts';
import { env } from '#lib/platform/env.ts';
import { Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { sessionAgent } from '../../../session.ts';

export async function GET(request: Request): Promise<Response> {
  const agent = await sessionAgent();
  const jar = await cookies();
  const asked = new URL(request.url).searchParams;
  const sealed = jar.get(ATTEMPT_COOKIE)?.value;
  jar.delete(ATTEMPT_COOKIE);
  const attempt = agent && openAttempt(sealed, asked.get('state') ?? '', agent.id);
  if (!agent || !attempt)
    return back('This way back was not begun in this browser, or too long ago. Nothing was changed; connect it again.');
  const code = asked.get('code');
  if (!code) return back('The provider was told no. Nothing was changed.');
  try {
    await endConnect(agent, attempt, code);
    return back();
  } catch (error) {
    if (error instanceof Invalid || error instanceof Forbidden || error instanceof NotFound) return back(error.message);
    throw error;
  }
}

function back(failed?: string): Response {
  const url = new URL('/settings/mail', env().TANDEM_URL);
  if (failed) url.searchParams.set('failed', sealWords(failed));
  return Response.redirect(url, 303);
}
