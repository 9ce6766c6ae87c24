import { loadQuarantined } from '#lib/inbound/quarantine.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { agentOr401 } from '../../../../session.ts';
import { numberOf } from '../../answer.ts';

/** Hands out a mail as it arrived: always a download, never a page. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const { id } = await params;
  try {
    const raw = await loadQuarantined(agent, numberOf(id));
    return new Response(new Uint8Array(raw), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="quarantine-${id}.eml"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    if (error instanceof Forbidden) return Response.json({ error: error.message }, { status: 403 });
    throw error;
  }
}
