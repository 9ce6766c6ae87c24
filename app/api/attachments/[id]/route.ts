// Hands out a file that a stranger may have sent: to signed-in agents only, and never as a page of ours.
import { openFile } from '#lib/conversations/files.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { agentOr401 } from '../../../session.ts';
import { numberOf } from '../../app/answer.ts';
import { disposition } from '../disposition.ts';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  try {
    const file = await openFile(agent, numberOf((await params).id));
    return new Response(file.bytes, {
      headers: {
        'content-type': file.servedAs,
        'content-length': String(file.size),
        'content-disposition': disposition(file.inline ? 'inline' : 'attachment', file.filename),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, max-age=3600',
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    throw error;
  }
}
