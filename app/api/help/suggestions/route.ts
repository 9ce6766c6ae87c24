// Articles beside the contact form while one types. A POST, so that what somebody writes to us stands in no log of addresses.
import { z } from 'zod';
import { db } from '#db/client.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { suggestedLinks } from '../../../(portal)/help/contact/suggested-links.ts';

const MOST_BYTES = 64 * 1024;
const LIMIT = { limit: 120, windowSeconds: 60 };
const asked = z.object({ message: z.string().trim().min(1).max(20_000) });

export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? Number.NaN) > MOST_BYTES)
    return refusal(413, 'That is too long.');
  const body = asked.safeParse(await request.json().catch(() => null));
  if (!body.success) return refusal(400, 'Give {"message": "…"} of 1 to 20,000 characters.');
  const count = await hit(db(), `help-suggest:${clientIp(request.headers)}`, LIMIT);
  if (!count.allowed) return refusal(429, 'Too many questions. Try again in a minute.');
  return Response.json({ articles: await suggestedLinks(body.data.message, 'beside') });
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
