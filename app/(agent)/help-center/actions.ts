'use server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { collectionIcons } from '#components/help-center/collection-icon.tsx';
import type { Problem } from '#components/help-center/outcome.ts';
import { db } from '#db/client.ts';
import { type ArticleInput, createArticle, deleteArticle, loadArticle, saveArticle } from '#lib/knowledge/articles.ts';
import {
  type CollectionInput,
  createCollection,
  deleteCollection,
  moveCollection,
  updateCollection,
} from '#lib/knowledge/collections.ts';
import { createSnippet, deleteSnippet, type SnippetInput, saveSnippet } from '#lib/knowledge/snippets.ts';
import { Conflict } from '#lib/platform/errors.ts';
import { requireAgent } from '../../session.ts';
import { outcome } from './outcome.ts';
import { language, snippetFields } from './snippet-fields.ts';

const id = z.number().int().positive();
const version = z.iso.datetime();
const slug = z.string().trim().max(200).optional();

export type SavedArticle = { id: number; version: string; slug: string };
/** With `conflict`, the version that is stored now: saving with it would overwrite what somebody else wrote. */
export type ArticleProblem = Problem & { storedVersion?: string };

/** `at` null: a new article. */
export async function saveArticleAction(
  at: { id: number; version: string } | null,
  input: ArticleInput,
): Promise<SavedArticle | ArticleProblem> {
  const agent = await requireAgent();
  const t = await getTranslations('helpCenter.errors');
  const schema = z.object({
    title: z.string().trim().min(1, t('title')).max(200, t('title')),
    body: z.string().max(200_000, t('body')),
    collectionId: z.number(t('collection')).int().positive(t('collection')),
    status: z.enum(['draft', 'published', 'internal']),
    language,
    slug,
    reviewBy: z.iso.date().nullable().optional(),
  });
  return outcome(async () => {
    const values = schema.parse(input);
    const place = z.object({ id, version }).nullable().parse(at);
    try {
      return await db().transaction(async (tx) => {
        if (place) return { id: place.id, ...(await saveArticle(tx, agent, place.id, place.version, values)) };
        const made = await createArticle(tx, agent, values);
        const stored = await loadArticle(tx, agent, made.id);
        return { id: made.id, version: stored.version, slug: stored.slug };
      });
    } catch (error) {
      if (!(error instanceof Conflict) || !place) throw error;
      const stored = await loadArticle(db(), agent, place.id);
      return { error: error.message, conflict: true, storedVersion: stored.version };
    }
  });
}

export async function deleteArticleAction(article: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => deleteArticle(tx, agent, id.parse(article)));
    return { done: true };
  });
}

/** `collection` null: a new one. */
export async function saveCollectionAction(
  collection: number | null,
  input: CollectionInput,
): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  const t = await getTranslations('helpCenter.errors');
  const schema = z.object({
    name: z.string().trim().min(1, t('name')).max(80, t('name')),
    description: z.string().trim().max(200, t('description')),
    icon: z.string().refine((name) => collectionIcons.includes(name)),
    slug,
  });
  return outcome(async () => {
    const values = schema.parse(input);
    await db().transaction(async (tx) => {
      if (collection === null) await createCollection(tx, agent, values);
      else await updateCollection(tx, agent, id.parse(collection), values);
    });
    return { done: true };
  });
}

export async function moveCollectionAction(collection: number, by: -1 | 1): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    const step = z.union([z.literal(-1), z.literal(1)]).parse(by);
    await db().transaction((tx) => moveCollection(tx, agent, id.parse(collection), step));
    return { done: true };
  });
}

export async function deleteCollectionAction(collection: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => deleteCollection(tx, agent, id.parse(collection)));
    return { done: true };
  });
}

/** `at` null: a new snippet. */
export async function saveSnippetAction(
  at: { id: number; version: string } | null,
  input: SnippetInput,
): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  const t = await getTranslations('helpCenter.errors');
  const schema = z.object(snippetFields(t));
  return outcome(async () => {
    const values = schema.parse(input);
    const place = z.object({ id, version }).nullable().parse(at);
    await db().transaction(async (tx) => {
      if (place) await saveSnippet(tx, agent, place.id, place.version, values);
      else await createSnippet(tx, agent, values);
    });
    return { done: true };
  });
}

export async function deleteSnippetAction(snippet: number): Promise<{ done: true } | Problem> {
  const agent = await requireAgent();
  return outcome(async () => {
    await db().transaction((tx) => deleteSnippet(tx, agent, id.parse(snippet)));
    return { done: true };
  });
}
