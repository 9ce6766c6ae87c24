// What the AI may say: articles and snippets, cut into passages that can be cited.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { at, bytea, createdAt, id, ref } from './columns.ts';

export type ArticleStatus = 'draft' | 'published' | 'internal';

export const collections = pgTable('collections', {
  id: id(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  description: text().notNull().default(''),
  /** A lucide icon name. */
  icon: text().notNull().default('book-open'),
  position: integer().notNull().default(0),
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

export const articles = pgTable(
  'articles',
  {
    id: id(),
    collectionId: ref()
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    slug: text().notNull().unique(),
    /** Markdown. */
    body: text().notNull(),
    /** draft: nobody but agents; published: the portal and the AI; internal: agents only, never in an AI draft's input. */
    status: text().$type<ArticleStatus>().notNull().default('draft'),
    language: text().notNull().default('en'),
    authorId: ref().references(() => agents.id, { onDelete: 'set null' }),
    publishedAt: at(),
    /** Past this day its facts may be old: the AI ranks it lower and never sends what it says without a person. */
    reviewBy: at(),
    updatedAt: createdAt(),
    demo: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [index('articles_collection').on(t.collectionId, t.status)],
);

export const snippets = pgTable('snippets', {
  id: id(),
  title: text().notNull(),
  body: text().notNull(),
  language: text().notNull().default('en'),
  authorId: ref().references(() => agents.id, { onDelete: 'set null' }),
  updatedAt: createdAt(),
  demo: boolean().notNull().default(false),
  createdAt: createdAt(),
});

/** ~90-word pieces; rewritten whole whenever their source changes. Drafts have none. */
export const passages = pgTable(
  'passages',
  {
    id: id(),
    articleId: ref().references(() => articles.id, { onDelete: 'cascade' }),
    snippetId: ref().references(() => snippets.id, { onDelete: 'cascade' }),
    ordinal: integer().notNull(),
    heading: text().notNull().default(''),
    text: text().notNull(),
    internal: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex('passages_article').on(t.articleId, t.ordinal),
    uniqueIndex('passages_snippet').on(t.snippetId, t.ordinal),
    check('passage_has_one_source', sql`num_nonnulls(article_id, snippet_id) = 1`),
  ],
);

/** What an embedding model made of a passage, kept by what it read: an article that is rewritten is read again only where it changed. */
export const passageVectors = pgTable(
  'passage_vectors',
  {
    /** Provider, server and model (lib/knowledge/embedder.ts): vectors of two models do not compare. */
    embedder: text().notNull(),
    /** sha256 of title, heading and text. */
    hash: text().notNull(),
    /** One signed byte for each dimension. */
    vector: bytea().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.embedder, t.hash] })],
);
