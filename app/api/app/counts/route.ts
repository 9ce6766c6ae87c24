import { countViews } from '#lib/conversations/counts.ts';
import { countPendingReviews } from '#lib/reviews/pending-count.ts';
import { agentOr401 } from '../../../session.ts';

export async function GET(): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const [counts, review] = await Promise.all([countViews(agent), countPendingReviews()]);
  return Response.json({ ...counts, review });
}
