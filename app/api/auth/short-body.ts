import { NextRequest } from 'next/server';
import { readAtMost } from '../read-at-most.ts';

/** An e-mail, a password and Auth.js' own fields, with room to spare. */
const MOST_BYTES = 16 * 1024;

/** The request with its body read, or the answer to one that is too long: Auth.js reads whatever comes, and anybody may knock here. */
export async function withShortBody(request: NextRequest): Promise<NextRequest | Response> {
  const body = await readAtMost(request.body, MOST_BYTES);
  if (body === 'too large') return Response.json({ error: 'That is too long.' }, { status: 413 });
  const { method, headers } = request;
  return new NextRequest(request.url, { method, headers, body: new Uint8Array(body) });
}
