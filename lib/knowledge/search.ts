// Searching what the team knows. Holds one index per audience in the process and rebuilds it when the knowledge moves.
import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections, passages, passageVectors, snippets, workspace } from '#db/schema.ts';
import { embedderOf } from './embedder.ts';
import {
  buildPassageIndex,
  type Hit,
  type PassageIndex,
  type PublicPassage,
  queryTerms,
  rankPassages,
  type SourcedPassage,
} from './passage-index.ts';
import { embeddedHash, type Vector } from './vectors.ts';

/** portal: published articles. customer: those and snippets, what a draft may quote. team: internal articles too. */
export type Audience = 'portal' | 'customer' | 'team';

/** Best first; for customer-facing use never with audience `team`. */
export async function searchPassages(
  tx: Tx,
  query: string,
  { audience, limit = 8 }: { audience: Audience; limit?: number },
): Promise<Hit[]> {
  const index = await loadPassageIndex(tx, audience);
  return rankPassages(index, queryTerms(query.slice(0, 4000)), limit);
}

const shared = globalThis as typeof globalThis & {
  tandemIndexes?: Map<Audience, { version: string; index: PassageIndex }>;
};

/** For anybody but the team, internal passages are not in it at all. */
export async function loadPassageIndex(tx: Tx, audience: 'team'): Promise<PassageIndex>;
export async function loadPassageIndex(tx: Tx, audience: 'portal' | 'customer'): Promise<PassageIndex<PublicPassage>>;
export async function loadPassageIndex(tx: Tx, audience: Audience): Promise<PassageIndex>;
export async function loadPassageIndex(tx: Tx, audience: Audience): Promise<PassageIndex> {
  shared.tandemIndexes ??= new Map();
  const [row] = await tx.select({ version: workspace.knowledgeVersion, engine: workspace.aiEngine }).from(workspace);
  const embedder = audience === 'customer' && row ? embedderOf(row.engine) : null;
  const version = `${row?.version ?? 0} ${embedder}`;
  const held = shared.tandemIndexes.get(audience);
  if (held?.version === version) return held.index;
  const vectors = embedder ? await loadVectors(tx, embedder) : new Map<string, Vector>();
  const loaded = await loadPassages(tx, audience);
  const passages =
    vectors.size > 0 ? loaded.map((one) => ({ ...one, vector: vectors.get(embeddedHash(one)) })) : loaded;
  const index = buildPassageIndex(audience === 'team' ? passages : passages.filter(isPublic));
  shared.tandemIndexes.set(audience, { version, index });
  return index;
}

function isPublic(passage: SourcedPassage): passage is PublicPassage {
  return !passage.internal;
}

async function loadVectors(tx: Tx, embedder: string): Promise<Map<string, Vector>> {
  const rows = await tx
    .select({ hash: passageVectors.hash, vector: passageVectors.vector })
    .from(passageVectors)
    .where(eq(passageVectors.embedder, embedder));
  return new Map(rows.map(({ hash, vector }) => [hash, new Int8Array(vector)]));
}

async function loadPassages(tx: Tx, audience: Audience): Promise<SourcedPassage[]> {
  const conditions: SQL[] = [];
  if (audience !== 'team') conditions.push(eq(passages.internal, false));
  if (audience === 'portal') conditions.push(isNotNull(passages.articleId));
  const rows = await tx
    .select({ passage: passages, article: articles, snippet: snippets, topic: collections.slug })
    .from(passages)
    .leftJoin(articles, eq(articles.id, passages.articleId))
    .leftJoin(collections, eq(collections.id, articles.collectionId))
    .leftJoin(snippets, eq(snippets.id, passages.snippetId))
    .where(and(...conditions))
    .orderBy(passages.id);
  return rows.flatMap(({ passage, article, snippet, topic }) => {
    const source = article ?? snippet;
    // The passage row and the article's status must both say that customers may see it.
    if (!source || (article && audience !== 'team' && article.status !== 'published')) return [];
    return [
      {
        id: passage.id,
        articleId: passage.articleId,
        snippetId: passage.snippetId,
        title: source.title,
        slug: article?.status === 'published' ? article.slug : null,
        topic,
        heading: passage.heading,
        text: passage.text,
        language: source.language,
        updatedAt: source.updatedAt,
        reviewBy: article?.reviewBy ?? null,
        internal: passage.internal,
      },
    ];
  });
}
