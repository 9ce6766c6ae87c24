// Every way in which the portal reads: what is not published is not there, by any of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { articles, collections, passages, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle } from './passages.ts';
import { isPublic, portalArticle, portalCollection, portalCollections, portalPages } from './portal.ts';
import { searchPortal } from './portal-search.ts';
import { suggestArticles } from './portal-suggest.ts';

withTestDatabase();
afterAll(closeQueue);

const SECRET = 'goodwill voucher after forty days';
const HIDDEN = ['draft', 'internal'] as const;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [labels, staff] = await db()
    .insert(collections)
    .values([
      { name: 'Labels', slug: 'labels' },
      { name: 'Staff only', slug: 'staff' },
    ])
    .returning({ id: collections.id });
  const body = (more: string) => `You can void an unused label within 28 days of buying it. ${more}`;
  const rows = await db()
    .insert(articles)
    .values([
      { collectionId: labels?.id ?? 0, title: 'Voiding a label', slug: 'open', body: body(''), status: 'published' },
      ...HIDDEN.map((status) => ({
        collectionId: labels?.id ?? 0,
        title: `Voiding a label, ${status} ${SECRET}`,
        slug: status,
        body: body(SECRET),
        status,
      })),
      { collectionId: staff?.id ?? 0, title: 'Only staff', slug: 'staff-only', body: SECRET, status: 'internal' },
    ])
    .returning({ id: articles.id });
  for (const { id } of rows) await db().transaction((tx) => reindexArticle(tx, id));
});

describe.each(HIDDEN)('%s', (slug) => {
  test('has no page', async () => {
    expect(await isPublic(db(), 'article', slug)).toBe(false);
    expect(await portalArticle(db(), slug)).toBeNull();
  });
});

test('nothing of them in collections, neighbours, the sitemap, search, its answer, or suggestions', async () => {
  const shown = [
    await portalCollections(db()),
    await portalCollection(db(), 'labels'),
    await portalArticle(db(), 'open'),
    await portalPages(db()),
    await searchPortal(db(), 'void a label'),
    await searchPortal(db(), SECRET),
    await searchPortal(db(), 'goodw'),
    await suggestArticles(db(), `Can I void a label? ${SECRET}`, 'beside'),
    await suggestArticles(db(), 'Can I void an unused label that I bought?', 'between'),
  ];
  const text = JSON.stringify(shown);
  expect(text).toContain('Voiding a label');
  for (const word of [...HIDDEN, 'goodwill', 'staff', 'Staff']) expect(text).not.toContain(word);
});

test('a collection with nothing published has no page', async () => {
  expect(await isPublic(db(), 'collection', 'labels')).toBe(true);
  expect(await isPublic(db(), 'collection', 'staff')).toBe(false);
  expect(await portalCollection(db(), 'staff')).toBeNull();
});

test('an index that is behind, or a passage that claims to be public, shows nothing that is not', async () => {
  // As after a change that forgot to move the knowledge's version.
  await searchPortal(db(), 'void a label');
  await db().update(passages).set({ internal: false });
  const text = JSON.stringify([await searchPortal(db(), SECRET), await suggestArticles(db(), SECRET, 'beside')]);
  expect(text).not.toContain('goodwill');
  await db().update(articles).set({ status: 'draft' });
  expect(await searchPortal(db(), 'void a label')).toEqual({ results: [], answer: null });
  expect(await suggestArticles(db(), 'Can I void an unused label that I bought?', 'beside')).toEqual([]);
});
