// Articles beside the contact form while one types. A POST, so that what somebody writes to us stands in no log of addresses.
import { z } from 'zod';
import { db } from '#db/client.ts';
import { clientIp, networkOf } from '#lib/platform/client-ip.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { suggestedLinks } from '../../../(portal)/help/contact/suggested-links.ts';
import { readAtMost } from '../../read-at-most.ts';

const MOST_BYTES = 64 * 1024;
const LIMIT = { limit: 120, windowSeconds: 60 };
const asked = z.object({ message: z.string().trim().min(1).max(20_000) });

export async function POST(request: Request): Promise<Response> {
  // Counted while it is read: whoever sends it need not say how long it is.
  const bytes = await readAtMost(request.body, MOST_BYTES);
  if (bytes === 'too large') return refusal(413, 'That is too long.');
  const body = asked.safeParse(parse(bytes.toString()));
  if (!body.success) return refusal(400, 'Give {"message": "…"} of 1 to 20,000 characters.');
  const count = await hit(db(), `help-suggest:${networkOf(clientIp(request.headers))}`, LIMIT);
  if (!count.allowed) return refusal(429, 'Too many questions. Try again in a minute.');
  return Response.json({ articles: await suggestedLinks(body.data.message, 'beside') });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
