// Keeps a vector for each passage that customers may read, where an embedding model is set. Called by the clock: new and changed passages are read
// within seconds, a whole help center when the model is chosen. Internal articles are never sent anywhere.
import { and, eq, inArray, ne } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { passageVectors, workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { embedderOf } from '#lib/knowledge/embedder.ts';
import { bumpVersion } from '#lib/knowledge/passages.ts';
import { loadPassageIndex } from '#lib/knowledge/search.ts';
import { embeddedHash, embeddedText } from '#lib/knowledge/vectors.ts';
import { log } from '#lib/platform/log.ts';
import { loadEngine } from '#lib/workspace/engine.ts';
import { lastFailure, mayCall, recordFailure, recordSuccess } from './health.ts';
import { ModelFailed } from './models/call.ts';
import { buildEmbedder } from './models/engine.ts';
import { monthlySpend, recordSpend } from './spend.ts';

/** Texts in one request. */
const BATCH = 64;
/** Requests before others have their turn; what is left is done at the next one. */
const BATCHES = 20;

const shared = globalThis as typeof globalThis & { tandemEmbedded?: string };

/** @returns how many passages were read now. Two workers may read the same ones at once: the first to store wins, nothing else happens. */
export async function embedPassages({ now = () => new Date() } = {}): Promise<number> {
  const [row] = await db().select({ version: workspace.knowledgeVersion, engine: workspace.aiEngine }).from(workspace);
  const embedder = row ? embedderOf(row.engine) : null;
  const state = `${embedder} ${row?.version}`;
  if (!embedder || shared.tandemEmbedded === state || !(await mayCall(db(), healthName(embedder), now()))) return 0;
  const texts = await textsToRead();
  const { missing, unused } = await compare(embedder, texts);
  if (missing.length === 0) {
    await drop(embedder, unused);
    shared.tandemEmbedded = state;
    return 0;
  }
  if ((await monthlySpend(db(), now())).reached) return 0;
  const chosen = missing.slice(0, BATCH * BATCHES);
  try {
    await readAll(embedder, chosen, texts, now);
    return chosen.length;
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    await recordFailure(db(), healthName(embedder), error.message, now());
    log.warn({ err: error }, 'passages could not be embedded; they are tried again');
    return 0;
  }
}

export type MeaningState = { embedder: string; passages: number; read: number; problem: string | null };

/** For Settings: how far the reading is. Null where no embedding model is set. */
export async function meaningState(agent: CurrentAgent): Promise<MeaningState | null> {
  requireRole(agent, 'admin');
  const [row] = await db().select({ engine: workspace.aiEngine }).from(workspace);
  const embedder = row ? embedderOf(row.engine) : null;
  if (!embedder) return null;
  const texts = await textsToRead();
  const { missing } = await compare(embedder, texts);
  return {
    embedder,
    passages: texts.size,
    read: texts.size - missing.length,
    problem: missing.length > 0 ? await lastFailure(db(), healthName(embedder)) : null,
  };
}

/** Of what customers may read, by hash. */
async function textsToRead(): Promise<Map<string, string>> {
  const { passages } = await loadPassageIndex(db(), 'customer');
  return new Map(passages.map((passage) => [embeddedHash(passage), embeddedText(passage)]));
}

async function compare(embedder: string, texts: Map<string, string>): Promise<{ missing: string[]; unused: string[] }> {
  const rows = await db()
    .select({ hash: passageVectors.hash })
    .from(passageVectors)
    .where(eq(passageVectors.embedder, embedder));
  const known = new Set(rows.map(({ hash }) => hash));
  return {
    missing: [...texts.keys()].filter((hash) => !known.has(hash)),
    unused: [...known].filter((hash) => !texts.has(hash)),
  };
}

async function readAll(embedder: string, hashes: string[], texts: Map<string, string>, now: () => Date): Promise<void> {
  const { engine, key } = await loadEngine();
  const embed = buildEmbedder(engine, key);
  // Somebody chose another one this very moment: it has its own turn.
  if (!embed || embedderOf(engine) !== embedder) return;
  for (let from = 0; from < hashes.length; from += BATCH) {
    const batch = hashes.slice(from, from + BATCH);
    const { vectors, usage } = await embed(batch.map((hash) => texts.get(hash) ?? ''));
    const rows = batch.flatMap((hash, at) => {
      const vector = vectors[at];
      return vector ? [{ embedder, hash, vector: Buffer.from(vector) }] : [];
    });
    await db().transaction(async (tx) => {
      await tx.insert(passageVectors).values(rows).onConflictDoNothing();
      await recordSpend(tx, embedder, usage, now());
      await recordSuccess(tx, healthName(embedder));
      // Indexes are built anew once for a turn. A turn that ends early leaves passages to the next one, which says so then.
      if (from + BATCH >= hashes.length) await bumpVersion(tx);
    });
  }
}

/** What no passage says any more, and what other models read: choosing one of those again costs a fraction of a cent. */
async function drop(embedder: string, unused: string[]): Promise<void> {
  await db().delete(passageVectors).where(ne(passageVectors.embedder, embedder));
  for (let from = 0; from < unused.length; from += 1000)
    await db()
      .delete(passageVectors)
      .where(and(eq(passageVectors.embedder, embedder), inArray(passageVectors.hash, unused.slice(from, from + 1000))));
}

function healthName(embedder: string): string {
  return `embed ${embedder}`;
}
