import { listAboutToGo } from '#lib/reviews/about-to-go.ts';
import { answer } from '../answer.ts';

export async function GET(): Promise<Response> {
  return answer((agent) => listAboutToGo(agent));
}
