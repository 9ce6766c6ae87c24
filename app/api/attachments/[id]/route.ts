// A file's door in the app: says who may open it, and sends them on to an address that needs no session. No stranger's byte leaves from here.
import { fileAddress } from '#lib/conversations/files.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { agentOr401 } from '../../../session.ts';
import { numberOf } from '../../app/answer.ts';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const headers = { 'cache-control': 'private, no-store' };
  try {
    const location = await fileAddress(agent, numberOf((await params).id));
    return new Response(null, { status: 302, headers: { ...headers, location } });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404, headers });
    if (error instanceof Forbidden) return Response.json({ error: error.message }, { status: 403, headers });
    throw error;
  }
}
