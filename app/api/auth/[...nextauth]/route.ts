import type { NextRequest } from 'next/server';
import { handlers } from '../../../auth.ts';
import { withShortBody } from '../short-body.ts';

export const { GET } = handlers;

export async function POST(request: NextRequest): Promise<Response> {
  const short = await withShortBody(request);
  return short instanceof Response ? short : handlers.POST(short);
}
