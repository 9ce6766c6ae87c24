import { loadReview } from '#lib/reviews/load.ts';
import { answer, numberOf } from '../../answer.ts';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer((agent) => loadReview(agent, numberOf(id)));
}
