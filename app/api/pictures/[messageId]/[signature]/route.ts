// Hands out a picture that a mail left elsewhere, fetched for this agent: never a page of ours, whatever its server sent.
import { db } from '#db/client.ts';
import { fetchPicture } from '#lib/conversations/remote-pictures.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { agentOr401 } from '../../../../session.ts';
import { numberOf } from '../../../app/answer.ts';
import { pictureAnswer } from '../../picture-answer.ts';

type Params = { params: Promise<{ messageId: string; signature: string }> };

// More than the mails that one reads in a minute hold.
const PICTURES = { limit: 600, windowSeconds: 60 };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const { messageId, signature } = await params;
  const allowed = await hit(db(), `pictures:${agent.id}`, PICTURES);
  if (!allowed.allowed)
    return new Response(null, { status: 429, headers: { 'retry-after': String(allowed.waitSeconds) } });
  try {
    const url = new URL(request.url).searchParams.get('of') ?? '';
    return pictureAnswer(await fetchPicture(agent, { messageId: numberOf(messageId), url, signature }));
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    throw error;
  }
}
