// The doors that the agent app's own screens use: who asks is checked, expected failures become a status and a sentence for people.
import { z } from 'zod';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';
import { agentOr401 } from '../../session.ts';

/** Answers with what `work` returns, as JSON (204 for nothing). */
export async function answer(work: (agent: CurrentAgent) => Promise<unknown>): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  try {
    const result = await work(agent);
    return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
  } catch (error) {
    return refuse(error);
  }
}

/** A number out of the address. */
export function numberOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new NotFound('There is no such thing here.');
  return Number(text);
}

function refuse(error: unknown): Response {
  const known = [
    [NotFound, 404],
    [Forbidden, 403],
    [Invalid, 400],
    [Conflict, 409],
  ] as const;
  for (const [kind, status] of known) {
    if (error instanceof kind) {
      return Response.json(
        { error: error.message, field: error instanceof Invalid ? error.field : undefined },
        { status },
      );
    }
  }
  log.error({ err: error }, 'a request of the agent app failed');
  return Response.json({ error: 'Something broke on the server. Nothing was changed; try again.' }, { status: 500 });
}

export const idSchema = z.number().int().positive();
