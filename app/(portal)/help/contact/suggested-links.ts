import 'server-only';
import type { SuggestedLink } from '#components/portal/contact-state.ts';
import { db } from '#db/client.ts';
import { suggestArticles } from '#lib/knowledge/portal-suggest.ts';
import { articlePath } from '#lib/knowledge/slugs.ts';

export async function suggestedLinks(message: string, place: 'beside' | 'between'): Promise<SuggestedLink[]> {
  const articles = await suggestArticles(db(), message, place);
  return articles.map(({ slug, ...article }) => ({ ...article, href: articlePath(slug) }));
}
