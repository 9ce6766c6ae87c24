import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { agentOr401 } from '../../session.ts';
import { numberOf } from './answer.ts';

/**
 * Hands out a mail byte for byte: always a download, never a page, and nothing that a browser keeps.
 * @param load the bytes, if this agent may have them; throws NotFound or Forbidden.
 */
export async function originalMail(
  id: string,
  name: string,
  load: (agent: CurrentAgent, id: number) => Promise<Buffer>,
): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  try {
    const number = numberOf(id);
    const raw = await load(agent, number);
    return new Response(new Uint8Array(raw), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="${name}-${number}.eml"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ error: error.message }, { status: 404 });
    if (error instanceof Forbidden) return Response.json({ error: error.message }, { status: 403 });
    throw error;
  }
}
