import { z } from 'zod';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { answer } from '../answer.ts';
import { readJson } from '../read-json.ts';

const text = z.object({ markdown: z.string().max(100_000) });

/** What a Markdown text will look like; rendered here, so that the browser needs no renderer. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => ({ html: renderMarkdown((await readJson(request, text)).markdown) }));
}
