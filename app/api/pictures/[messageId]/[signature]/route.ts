// Hands out a picture that a mail left elsewhere, fetched for this agent: never a page of ours, whatever its server sent.
import { db } from '#db/client.ts';
import { fetchPicture } from '#lib/conversations/remote-pictures.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { agentOr401 } from '../../../../session.ts';
import { numberOf } from '../../../app/answer.ts';

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
    const { type, bytes } = await fetchPicture(agent, { messageId: numberOf(messageId), url, signature });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': type,
        'content-length': String(bytes.byteLength),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'cache-control': 'private, max-age=3600',
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    throw error;
  }
}
