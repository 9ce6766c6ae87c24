import { loadSource } from '#lib/conversations/source.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { agentOr401 } from '../../../../session.ts';
import { numberOf } from '../../answer.ts';

/** Hands out a mail as it arrived: always a download, never a page. */
export async function GET(_: Request, { params }: { params: Promise<{ messageId: string }> }): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const { messageId } = await params;
  try {
    const raw = await loadSource(numberOf(messageId));
    return new Response(new Uint8Array(raw), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="message-${messageId}.eml"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    throw error;
  }
}
