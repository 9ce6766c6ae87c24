import { z } from 'zod';
import { renderArticle } from '#lib/platform/markdown.ts';
import { answer } from '../answer.ts';
import { readJson } from '../read-json.ts';

const text = z.object({ markdown: z.string().max(200_000) });

/** An article as customers will see it, made by the same renderer as its page. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => ({ html: renderArticle((await readJson(request, text)).markdown).html }));
}
