// Search-as-you-type for the portal: public, so published articles only, and counted per address.
import { z } from 'zod';
import type { HelpSearch } from '#components/portal/help-search.ts';
import { db } from '#db/client.ts';
import { searchPortal } from '#lib/knowledge/portal-search.ts';
import { articlePath } from '#lib/knowledge/slugs.ts';
import { clientIp, networkOf } from '#lib/platform/client-ip.ts';
import { hit } from '#lib/platform/rate-limit.ts';

const query = z.string().trim().min(1).max(200);
const LIMIT = { limit: 240, windowSeconds: 60 };

export async function GET(request: Request): Promise<Response> {
  const asked = query.safeParse(new URL(request.url).searchParams.get('q'));
  if (!asked.success) {
    return Response.json({ error: 'Give a question of 1 to 200 characters as ?q=…' }, { status: 400 });
  }
  const count = await hit(db(), `help-search:${networkOf(clientIp(request.headers))}`, LIMIT);
  if (!count.allowed) {
    return Response.json(
      { error: `Too many searches. Try again in ${count.waitSeconds} seconds.` },
      { status: 429, headers: { 'retry-after': String(count.waitSeconds) } },
    );
  }
  const { results, answer } = await searchPortal(db(), asked.data, 6);
  const body: Omit<HelpSearch, 'query'> = {
    results: results.map(({ title, slug, collection, excerpt }) => ({
      title,
      collection,
      excerpt,
      href: articlePath(slug),
    })),
    answer: answer && { html: answer.html, title: answer.source.title, href: articlePath(answer.source.slug) },
  };
  return Response.json(body, { headers: { 'cache-control': 'private, max-age=30' } });
}
