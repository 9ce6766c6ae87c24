import { z } from 'zod';
import { Invalid } from '#lib/platform/errors.ts';
import { listQueue } from '#lib/reviews/queue.ts';
import { answer } from '../answer.ts';

const query = z.object({ order: z.enum(['oldest', 'confident']), cursor: z.string().max(100).optional() });

export function GET(request: Request): Promise<Response> {
  return answer(async (agent) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new Invalid('The queue does not know that order.');
    return listQueue(agent, asked.data);
  });
}
