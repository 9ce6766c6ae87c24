// Owns snippets: short facts for the AI, never a page of their own.
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, snippets } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { wordPatterns } from '#lib/platform/search-text.ts';
import { reindexSnippet } from './passages.ts';

export type SnippetInput = { title: string; body: string; language: string };
export type Snippet = SnippetInput & { id: number; updatedAt: Date; updatedBy: string | null; version: string };

/** Last saved first, at most 200; a query finds words in title and text, as typed. */
export async function listSnippets(tx: Tx, agent: CurrentAgent, query = ''): Promise<Snippet[]> {
  requireRole(agent, 'viewer');
  const rows = await tx
    .select({
      id: snippets.id,
      title: snippets.title,
      body: snippets.body,
      language: snippets.language,
      updatedAt: snippets.updatedAt,
      updatedBy: agents.name,
    })
    .from(snippets)
    .leftJoin(agents, eq(agents.id, snippets.authorId))
    .where(and(...wordPatterns(query).map((word) => sql`(${snippets.title} || ' ' || ${snippets.body}) ilike ${word}`)))
    .orderBy(desc(snippets.updatedAt), desc(snippets.id))
    .limit(200);
  return rows.map((row) => ({ ...row, version: row.updatedAt.toISOString() }));
}

export async function createSnippet(
  tx: Tx,
  agent: CurrentAgent,
  { title, body, language }: SnippetInput,
): Promise<{ id: number }> {
  requireRole(agent, 'agent');
  const [row] = await tx
    .insert(snippets)
    .values({ title, body, language, authorId: agent.id, updatedAt: new Date() })
    .returning({ id: snippets.id });
  if (!row) throw new Error('insert returned no snippet');
  await reindexSnippet(tx, row.id);
  return row;
}

/** Throws Conflict when somebody saved since `version`. */
export async function saveSnippet(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  version: string,
  { title, body, language }: SnippetInput,
): Promise<void> {
  requireRole(agent, 'agent');
  const now = new Date(Math.max(Date.now(), new Date(version).getTime() + 1));
  const saved = await tx
    .update(snippets)
    .set({ title, body, language, authorId: agent.id, updatedAt: now })
    .where(and(eq(snippets.id, id), sql`date_trunc('milliseconds', ${snippets.updatedAt}) = ${version}::timestamptz`))
    .returning({ id: snippets.id });
  if (!saved.length) {
    throw new Conflict(
      'Somebody changed or deleted this snippet after you opened it. Your text is still here and nothing was overwritten.',
    );
  }
  await reindexSnippet(tx, id);
}

export async function deleteSnippet(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  const deleted = await tx.delete(snippets).where(eq(snippets.id, id)).returning({ id: snippets.id });
  if (!deleted.length) throw new NotFound('This snippet does not exist any more. Somebody may have deleted it.');
  await reindexSnippet(tx, id);
}
