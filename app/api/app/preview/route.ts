import { z } from 'zod';
import { previewReply } from '#lib/outbox/preview.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { answer } from '../answer.ts';
import { readJson } from '../read-json.ts';

const text = z.object({
  markdown: z.string().max(100_000),
  /** Of a reply: its signatures are shown, too. */
  conversation: z.number().int().positive().optional(),
});

/** What a Markdown text will look like; rendered here, so that the browser needs no renderer. */
export function POST(request: Request): Promise<Response> {
  return answer(async (agent) => {
    const { markdown, conversation } = await readJson(request, text);
    return { html: conversation ? await previewReply(agent, conversation, markdown) : renderMarkdown(markdown) };
  });
}
