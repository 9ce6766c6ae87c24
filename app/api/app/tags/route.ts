import { listTags } from '#lib/conversations/tags.ts';
import { answer } from '../answer.ts';

export function GET(): Promise<Response> {
  return answer(() => listTags());
}
