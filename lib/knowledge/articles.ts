// Owns articles as the team writes them. What customers may see of them is portal.ts' business.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type ArticleStatus, agents, articles, collections } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { reindexArticle } from './passages.ts';
import { chosenSlug, withFreeSlug } from './slugs.ts';

export type ArticleInput = {
  title: string;
  body: string;
  collectionId: number;
  status: ArticleStatus;
  language: string;
  /** Left out or empty: made from the title once, then kept. */
  slug?: string;
  /** YYYY-MM-DD: after that day its facts may be old, and the AI asks before it sends them. Null: they do not age; left out: as it was. */
  reviewBy?: string | null;
};

/** `version` is the moment of the last save in ISO form; give it back when saving. */
export type Article = Required<ArticleInput> & {
  id: number;
  publishedAt: Date | null;
  updatedAt: Date;
  /** Who saved last. */
  updatedBy: string | null;
  version: string;
};

export async function loadArticle(tx: Tx, agent: CurrentAgent, id: number): Promise<Article> {
  requireRole(agent, 'viewer');
  const [row] = await tx
    .select({ article: articles, updatedBy: agents.name })
    .from(articles)
    .leftJoin(agents, eq(agents.id, articles.authorId))
    .where(eq(articles.id, id));
  if (!row) throw gone();
  const { authorId: _, demo: __, createdAt: ___, reviewBy, ...article } = row.article;
  return {
    ...article,
    reviewBy: reviewBy?.toISOString().slice(0, 10) ?? null,
    updatedBy: row.updatedBy,
    version: article.updatedAt.toISOString(),
  };
}

export async function createArticle(tx: Tx, agent: CurrentAgent, input: ArticleInput): Promise<{ id: number }> {
  requireRole(agent, 'agent');
  await requireCollection(tx, input.collectionId);
  const now = new Date();
  const { slug: wanted, reviewBy, ...values } = input;
  const row = await withFreeSlug(tx, 'article', wanted || input.title, (slug) =>
    tx
      .insert(articles)
      .values({
        ...values,
        slug,
        reviewBy: endOf(reviewBy),
        authorId: agent.id,
        publishedAt: input.status === 'published' ? now : null,
        updatedAt: now,
      })
      .onConflictDoNothing({ target: articles.slug })
      .returning({ id: articles.id }),
  );
  await reindexArticle(tx, row.id);
  return row;
}

/**
 * Saves if nobody has since `version`; otherwise Conflict, and both texts still exist: theirs stored, yours in the editor.
 * @returns the new version and the address as stored.
 */
export async function saveArticle(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  version: string,
  input: ArticleInput,
): Promise<{ version: string; slug: string }> {
  requireRole(agent, 'agent');
  await requireCollection(tx, input.collectionId);
  const { slug: wanted, reviewBy, ...values } = input;
  const slug = wanted ? { slug: await chosenSlug(tx, 'article', wanted, id) } : {};
  // A version names a millisecond: two saves within one must still differ.
  const now = new Date(Math.max(Date.now(), new Date(version).getTime() + 1));
  const [row] = await tx
    .update(articles)
    .set({
      ...values,
      ...slug,
      reviewBy: endOf(reviewBy),
      authorId: agent.id,
      updatedAt: now,
      publishedAt:
        input.status === 'published' ? sql`coalesce(${articles.publishedAt}, ${now.toISOString()}::timestamptz)` : null,
    })
    .where(and(eq(articles.id, id), sql`date_trunc('milliseconds', ${articles.updatedAt}) = ${version}::timestamptz`))
    .returning({ slug: articles.slug });
  if (!row) throw await whyNotSaved(tx, id);
  await reindexArticle(tx, id);
  return { version: now.toISOString(), slug: row.slug };
}

export async function deleteArticle(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  const deleted = await tx.delete(articles).where(eq(articles.id, id)).returning({ id: articles.id });
  if (!deleted.length) throw gone();
  await reindexArticle(tx, id);
}

/** Undefined leaves the column alone. */
function endOf(day: string | null | undefined): Date | null | undefined {
  return day ? new Date(`${day}T23:59:59.999Z`) : day === undefined ? undefined : null;
}

async function whyNotSaved(tx: Tx, id: number): Promise<Error> {
  const [now] = await tx
    .select({ by: agents.name })
    .from(articles)
    .leftJoin(agents, eq(agents.id, articles.authorId))
    .where(eq(articles.id, id));
  if (!now) return gone();
  return new Conflict(
    `${now.by ?? 'Somebody'} saved this article after you opened it. Your text is still here and nothing was overwritten.`,
  );
}

async function requireCollection(tx: Tx, id: number): Promise<void> {
  const [row] = await tx.select({ id: collections.id }).from(collections).where(eq(collections.id, id));
  if (!row) throw new Invalid('Choose a collection: the one you chose does not exist any more.', 'collectionId');
}

function gone(): NotFound {
  return new NotFound('This article does not exist any more. Somebody may have deleted it.');
}
