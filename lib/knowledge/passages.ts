// Passages are what the AI may cite: this file rewrites them whenever their article or snippet changes.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, passages, snippets, workspace } from '#db/schema.ts';
import { cutPassages } from './cut.ts';

/** Call after every write to an article (also its deletion or change of status), in the same transaction. */
export async function reindexArticle(tx: Tx, id: number): Promise<void> {
  await tx.delete(passages).where(eq(passages.articleId, id));
  const [article] = await tx.select().from(articles).where(eq(articles.id, id));
  if (article && article.status !== 'draft') {
    const rows = cutPassages(article.body).map((piece, ordinal) => ({
      articleId: id,
      ordinal,
      ...piece,
      internal: article.status === 'internal',
    }));
    if (rows.length > 0) await tx.insert(passages).values(rows);
  }
  await bumpVersion(tx);
}

/** Call after every write to a snippet (also its deletion), in the same transaction. */
export async function reindexSnippet(tx: Tx, id: number): Promise<void> {
  await tx.delete(passages).where(eq(passages.snippetId, id));
  const [snippet] = await tx.select().from(snippets).where(eq(snippets.id, id));
  if (snippet) {
    const rows = cutPassages(snippet.body).map((piece, ordinal) => ({ snippetId: id, ordinal, ...piece }));
    if (rows.length > 0) await tx.insert(passages).values(rows);
  }
  await bumpVersion(tx);
}

/** Every process that holds a search index rebuilds it when this number moves. */
export async function bumpVersion(tx: Tx): Promise<void> {
  await tx.update(workspace).set({ knowledgeVersion: sql`${workspace.knowledgeVersion} + 1` });
}
