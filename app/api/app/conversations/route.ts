import type { NextRequest } from 'next/server';
import { listConversations } from '#lib/conversations/list.ts';
import { isView } from '#lib/conversations/views.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { answer, numberOf } from '../answer.ts';

const MOST_IDS = 100;

export function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  return answer((agent) => {
    const view = searchParams.get('view') ?? '';
    if (!isView(view)) throw new NotFound('There is no such view.');
    const ids = searchParams.get('ids')?.split(',').slice(0, MOST_IDS).map(numberOf);
    return listConversations(agent, view, { cursor: searchParams.get('cursor'), ids, size: ids?.length });
  });
}
