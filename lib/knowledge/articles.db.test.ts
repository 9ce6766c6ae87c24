import { beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { type ArticleStatus, agents, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { listArticles } from './article-list.ts';
import { createArticle, deleteArticle, loadArticle, saveArticle } from './articles.ts';
import {
  createCollection,
  deleteCollection,
  listCollections,
  moveCollection,
  updateCollection,
} from './collections.ts';
import { portalArticle, portalCollection, portalCollections, portalPages } from './portal.ts';
import { searchPortal } from './portal-search.ts';
import { searchPassages } from './search.ts';
import { createSnippet, deleteSnippet, listSnippets, saveSnippet } from './snippets.ts';

withTestDatabase();

let mia: CurrentAgent;
let tom: CurrentAgent;
const viewer: CurrentAgent = { id: 999, name: 'Vic', email: 'vic@example.com', role: 'viewer' };
let shelf: number;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Parcelbird', setupAt: new Date() });
  const rows = await db()
    .insert(agents)
    .values([
      { name: 'Mia', email: 'mia@example.com', role: 'agent' },
      { name: 'Tom', email: 'tom@example.com', role: 'agent' },
    ])
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  const [first, second] = rows;
  if (!first || !second) throw new Error('no agents');
  [mia, tom] = [first, second];
  shelf = (await createCollection(db(), mia, { name: 'Billing', description: '', icon: 'credit-card' })).id;
});

const write = (title: string, status: ArticleStatus, body = 'Text.') =>
  createArticle(db(), mia, { title, body, status, collectionId: shelf, language: 'en' });

test('customers see what is published, nowhere a draft or an internal article', async () => {
  const secret = 'The zeppelin discount is 40 percent for quiet customers.';
  await write('Zeppelin draft', 'draft', secret);
  await write('Zeppelin internal', 'internal', secret);
  await write('Zeppelin tours', 'published', 'A zeppelin tour takes two hours.');

  const search = await searchPortal(db(), 'zeppelin discount for quiet customers');
  expect(search.results.map((result) => result.title)).toEqual(['Zeppelin tours']);
  expect(search.answer).toBeNull();
  expect((await searchPortal(db(), 'zepp')).results.map((result) => result.title)).toEqual(['Zeppelin tours']);
  for (const audience of ['portal', 'customer'] as const) {
    const hits = await searchPassages(db(), 'zeppelin discount', { audience });
    expect(hits.map((hit) => hit.title)).toEqual(['Zeppelin tours']);
  }
  expect((await searchPassages(db(), 'zeppelin discount', { audience: 'team' })).map((hit) => hit.title)).toContain(
    'Zeppelin internal',
  );

  expect(await portalArticle(db(), 'zeppelin-draft')).toBeNull();
  expect(await portalArticle(db(), 'zeppelin-internal')).toBeNull();
  const tours = await portalArticle(db(), 'zeppelin-tours');
  expect(tours?.title).toBe('Zeppelin tours');
  expect([tours?.previous, tours?.next]).toEqual([null, null]);
  expect((await portalCollection(db(), 'billing'))?.articles.map((article) => article.slug)).toEqual([
    'zeppelin-tours',
  ]);
  expect((await portalPages(db())).articles.map((article) => article.slug)).toEqual(['zeppelin-tours']);
  expect((await portalCollections(db()))[0]?.count).toBe(1);

  const { rows } = await listArticles(db(), viewer, { query: 'zeppelin' });
  expect(rows).toHaveLength(3);
});

test('unpublishing takes an article off every public place at once', async () => {
  const { id } = await write('Gone tomorrow', 'published', 'The pelican policy.');
  expect((await searchPortal(db(), 'pelican policy')).results).toHaveLength(1);
  const { version, ...article } = await loadArticle(db(), mia, id);
  await saveArticle(db(), mia, id, version, { ...input(article), status: 'internal' });
  expect((await searchPortal(db(), 'pelican policy')).results).toHaveLength(0);
  expect(await portalArticle(db(), 'gone-tomorrow')).toBeNull();
  const again = await loadArticle(db(), mia, id);
  expect(again.publishedAt).toBeNull();
  await deleteArticle(db(), mia, id);
  await expect(loadArticle(db(), mia, id)).rejects.toThrow(NotFound);
});

test('a collection without a published article is not in the portal', async () => {
  const { id } = await createCollection(db(), mia, { name: 'Empty', description: '', icon: 'plug' });
  expect(await portalCollection(db(), 'empty')).toBeNull();
  expect((await portalCollections(db())).map((collection) => collection.slug)).not.toContain('empty');
  await deleteCollection(db(), mia, id);
});

test('two people save one article: the second is told who was first, nothing is overwritten', async () => {
  const { id } = await write('Shared', 'draft', 'start');
  const opened = await loadArticle(db(), mia, id);
  await saveArticle(db(), tom, id, opened.version, { ...input(opened), body: 'by Tom' });
  const second = saveArticle(db(), mia, id, opened.version, { ...input(opened), body: 'by Mia' });
  await expect(second).rejects.toThrow(Conflict);
  await expect(second).rejects.toThrow(/^Tom saved/);
  expect((await loadArticle(db(), mia, id)).body).toBe('by Tom');
  const { version } = await loadArticle(db(), mia, id);
  const saved = await saveArticle(db(), mia, id, version, { ...input(opened), body: 'by both' });
  await saveArticle(db(), mia, id, saved.version, { ...input(opened), body: 'once more' });
  expect((await loadArticle(db(), mia, id)).updatedBy).toBe('Mia');
});

test('an article stored by something else (with microseconds) can be saved too', async () => {
  const { id } = await write('Imported', 'draft');
  const { sql } = await import('drizzle-orm');
  await db().execute(sql`update articles set updated_at = '2026-01-02 03:04:05.678901+00' where id = ${id}`);
  const opened = await loadArticle(db(), mia, id);
  await saveArticle(db(), mia, id, opened.version, { ...input(opened), body: 'ok' });
  expect((await loadArticle(db(), mia, id)).body).toBe('ok');
});

test('addresses stay unique, keep when the title changes, and can be chosen', async () => {
  const one = await write('Refunds', 'draft');
  const two = await write('Refunds!', 'draft');
  const three = await write('返金', 'draft');
  const slugs = await Promise.all([one, two, three].map(async ({ id }) => (await loadArticle(db(), mia, id)).slug));
  expect(slugs).toEqual(['refunds', 'refunds-2', '返金']);
  const opened = await loadArticle(db(), mia, two.id);
  const { slug: _, ...rest } = input(opened);
  expect((await saveArticle(db(), mia, two.id, opened.version, { ...rest, title: 'Other' })).slug).toBe('refunds-2');
  const now = await loadArticle(db(), mia, two.id);
  await expect(saveArticle(db(), mia, two.id, now.version, { ...rest, slug: 'Refunds' })).rejects.toThrow(Invalid);
  expect((await saveArticle(db(), mia, two.id, now.version, { ...rest, slug: 'Money Back' })).slug).toBe('money-back');
});

test('the same new title from five people at once makes five articles', async () => {
  const made = await Promise.all(
    Array.from({ length: 5 }, () =>
      db().transaction((tx) =>
        createArticle(tx, mia, { title: 'Race', body: '', status: 'draft', collectionId: shelf, language: 'en' }),
      ),
    ),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(5);
});

test('viewers read; they do not write', async () => {
  const { id } = await write('Look', 'internal');
  expect((await loadArticle(db(), viewer, id)).title).toBe('Look');
  const article = { title: 'x', body: '', status: 'draft' as const, collectionId: shelf, language: 'en' };
  await expect(createArticle(db(), viewer, article)).rejects.toThrow(Forbidden);
  await expect(saveArticle(db(), viewer, id, new Date().toISOString(), article)).rejects.toThrow(Forbidden);
  await expect(deleteArticle(db(), viewer, id)).rejects.toThrow(Forbidden);
  await expect(createCollection(db(), viewer, { name: 'x', description: '', icon: 'plug' })).rejects.toThrow(Forbidden);
  await expect(createSnippet(db(), viewer, { title: 'x', body: 'y', language: 'en' })).rejects.toThrow(Forbidden);
});

test('collections keep their order, and a full one cannot be deleted', async () => {
  const { id } = await createCollection(db(), mia, { name: 'Tracking', description: '', icon: 'map-pin' });
  const order = async () => (await listCollections(db(), viewer)).map((collection) => collection.name);
  expect(await order()).toEqual(['Billing', 'Tracking']);
  await moveCollection(db(), mia, id, -1);
  await moveCollection(db(), mia, id, -1);
  expect(await order()).toEqual(['Tracking', 'Billing']);
  await updateCollection(db(), mia, id, { name: 'Tracking parcels', description: 'd', icon: 'truck' });
  expect(await order()).toEqual(['Tracking parcels', 'Billing']);
  await expect(deleteCollection(db(), mia, shelf)).rejects.toThrow(Conflict);
  await deleteCollection(db(), mia, id);
  expect(await order()).toEqual(['Billing']);
});

test('snippets inform the AI, are never in the portal, and tell two editors apart', async () => {
  const { id } = await createSnippet(db(), mia, { title: 'Axolotl rule', body: 'Axolotls ship free.', language: 'en' });
  const [snippet] = await listSnippets(db(), viewer, 'axolotl');
  expect(snippet?.updatedBy).toBe('Mia');
  expect((await searchPassages(db(), 'axolotl', { audience: 'customer' }))[0]?.snippetId).toBe(id);
  expect((await searchPortal(db(), 'axolotl ship free')).results).toEqual([]);
  const version = snippet?.version ?? '';
  await saveSnippet(db(), tom, id, version, { title: 'Axolotl rule', body: 'They cost 5.', language: 'en' });
  await expect(
    saveSnippet(db(), mia, id, version, { title: 'Axolotl rule', body: 'Free.', language: 'en' }),
  ).rejects.toThrow(Conflict);
  await deleteSnippet(db(), mia, id);
  expect(await searchPassages(db(), 'axolotl', { audience: 'customer' })).toEqual([]);
});

test('a question that one passage clearly answers is answered by quoting it, with its source', async () => {
  await write(
    'Voiding an unused label',
    'published',
    'A label that the carrier has not scanned can be voided within 28 days.',
  );
  await write('Printing labels', 'published', 'Choose **Print** on the order. A4 and A6 paper work.');
  const sure = await searchPortal(db(), 'can I void an unused label?');
  expect(sure.answer?.source.slug).toBe('voiding-an-unused-label');
  expect(sure.answer?.html).toContain('voided within 28 days');
  expect((await searchPortal(db(), 'label')).answer).toBeNull();
  expect((await searchPortal(db(), 'can a label carry my submarine to Mars?')).answer).toBeNull();
});

test('a search with signs of patterns and SQL is only text', async () => {
  for (const query of [
    '%',
    '_%',
    "'; drop table articles;--",
    '\\m(',
    '[[:alpha:]]',
    '.*.*.*',
    '   ',
    'a'.repeat(5000),
  ]) {
    await expect(searchPortal(db(), query)).resolves.toBeDefined();
    await expect(listArticles(db(), mia, { query })).resolves.toBeDefined();
  }
  expect((await listArticles(db(), mia, { query: '%' })).total).toBe(0);
});

function input(
  article: Awaited<ReturnType<typeof loadArticle>> | Omit<Awaited<ReturnType<typeof loadArticle>>, 'version'>,
) {
  const { title, body, collectionId, status, language, slug } = article;
  return { title, body, collectionId, status, language, slug };
}

test('an article past its day is listed as due, and a save that does not mention the day keeps it', async () => {
  const input = {
    title: 'Prices of 2025',
    body: 'Text.',
    status: 'published' as const,
    collectionId: shelf,
    language: 'en',
  };
  const { id } = await createArticle(db(), mia, { ...input, reviewBy: '2026-01-31' });
  await createArticle(db(), mia, { ...input, title: 'Prices of 2999', reviewBy: '2999-01-31' });
  const due = async () => (await listArticles(db(), mia, { due: true })).rows.map(({ title }) => title);
  expect(await due()).toEqual(['Prices of 2025']);
  const stored = await loadArticle(db(), mia, id);
  expect(stored.reviewBy).toBe('2026-01-31');
  const { version } = await saveArticle(db(), mia, id, stored.version, input);
  expect((await loadArticle(db(), mia, id)).reviewBy).toBe('2026-01-31');
  await saveArticle(db(), mia, id, version, { ...input, reviewBy: null });
  expect((await loadArticle(db(), mia, id)).reviewBy).toBeNull();
  expect(await due()).toEqual([]);
});
