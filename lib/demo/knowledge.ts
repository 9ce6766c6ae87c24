// The demo's help center: collections, articles, snippets, and the topics that go with the collections.
import type { Tx } from '#db/client.ts';
import { type ArticleStatus, articles, collections, passages, snippets, type TopicRule, topics } from '#db/schema.ts';
import { reindexArticle, reindexSnippet } from '#lib/knowledge/passages.ts';
import { slugOf } from '#lib/platform/slug.ts';
import { demo } from './content.ts';

/** What a citation needs, by the key that the texts use (pb-018, sn-03). */
export type Source = {
  articleId: number | null;
  snippetId: number | null;
  title: string;
  slug: string | null;
  topic: string;
  passages: { id: number; text: string }[];
};

const COLLECTIONS: [name: string, description: string, icon: string, rule: TopicRule][] = [
  ['Getting started', 'Your account, the trial and the first label', 'rocket', 'default'],
  ['Labels and carriers', 'Buying and printing labels, and what each carrier can do', 'tag', 'default'],
  ['Voids, refunds and claims', 'When a label was not needed, or a parcel did not arrive', 'undo-2', 'default'],
  ['Customs and international', 'Forms, codes, duties and what may not travel', 'globe', 'default'],
  ['Pickups, returns and tracking', 'From the driver at your door to the return in your shelf', 'truck', 'default'],
  ['Stores, imports and API', 'Connecting shops, importing orders, building on Parcelbird', 'plug', 'default'],
  ['Billing and plans', 'Plans, invoices and the wallet', 'credit-card', 'default'],
  ['Account, team and security', 'People, roles, sign-in and data protection', 'shield-check', 'always_ask'],
  ['Internal procedures', 'For the team only', 'lock', 'default'],
];

/** The key of the topic whose replies a person always sees. */
export const ALWAYS_ASKS = slugOf('Account, team and security');

export async function seedKnowledge(tx: Tx, authorId: number): Promise<Map<string, Source>> {
  const rows = await tx
    .insert(collections)
    .values(
      COLLECTIONS.map(([name, description, icon], position) => ({
        name,
        slug: slugOf(name),
        description,
        icon,
        position,
        demo: true,
      })),
    )
    .returning({ id: collections.id, name: collections.name, slug: collections.slug });
  const collectionOf = new Map(rows.map((row) => [row.name, row]));
  await tx
    .insert(topics)
    .values(COLLECTIONS.slice(0, -1).map(([name, , , rule]) => ({ key: slugOf(name), name, rule, demo: true })))
    .onConflictDoNothing();

  const written = await tx
    .insert(articles)
    .values(
      demo.articles.map(({ collection, title, body, internal, updated }) => {
        const status: ArticleStatus = internal ? 'internal' : 'published';
        const day = new Date(`${updated}T09:00:00Z`);
        const collectionId = required(collectionOf.get(collection)).id;
        return {
          collectionId,
          title,
          slug: slugOf(title),
          body,
          status,
          authorId,
          publishedAt: internal ? null : day,
          updatedAt: day,
          createdAt: day,
          demo: true,
        };
      }),
    )
    .returning({ id: articles.id, title: articles.title, slug: articles.slug });
  const facts = await tx
    .insert(snippets)
    .values(
      demo.snippets.map(({ title, body, updated }) => ({
        title,
        body,
        authorId,
        updatedAt: new Date(`${updated}T09:00:00Z`),
        demo: true,
      })),
    )
    .returning({ id: snippets.id, title: snippets.title });
  for (const { id } of written) await reindexArticle(tx, id);
  for (const { id } of facts) await reindexSnippet(tx, id);

  const pieces = await tx
    .select({ id: passages.id, articleId: passages.articleId, snippetId: passages.snippetId, text: passages.text })
    .from(passages);
  const sources = new Map<string, Source>();
  written.forEach(({ id, title, slug }, index) => {
    const { key, collection } = required(demo.articles[index]);
    sources.set(key, {
      articleId: id,
      snippetId: null,
      title,
      slug,
      topic: slugOf(collection),
      passages: pieces.filter((piece) => piece.articleId === id),
    });
  });
  facts.forEach(({ id, title }, index) => {
    const { key } = required(demo.snippets[index]);
    sources.set(key, {
      articleId: null,
      snippetId: id,
      title,
      slug: null,
      topic: slugOf('Getting started'),
      passages: pieces.filter((piece) => piece.snippetId === id),
    });
  });
  return sources;
}

export function required<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('the demo data do not fit together');
  return value;
}
