// Owns which model drafts. The key goes in and is never shown again: only code that calls the model may ask for it.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type AiEngine, workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { decrypt, encrypt } from '#lib/platform/crypto.ts';
import { Invalid } from '#lib/platform/errors.ts';

const PURPOSE = 'ai-key';

/** For the pipeline. Throws when the key was sealed with another TANDEM_SECRET. `guidance`: how answers should sound, in the team's words. */
export async function loadEngine(): Promise<{ engine: AiEngine; key: string | null; guidance: string }> {
  const [row] = await db()
    .select({ engine: workspace.aiEngine, sealed: workspace.aiKeyEncrypted, guidance: workspace.aiGuidance })
    .from(workspace)
    .where(eq(workspace.id, 1));
  if (!row) return { engine: { provider: 'builtin' }, key: null, guidance: '' };
  return { engine: row.engine, key: row.sealed ? openKey(row.sealed) : null, guidance: row.guidance };
}

/** Throws when it was sealed with another TANDEM_SECRET. */
export function openKey(sealed: string): string {
  return decrypt(sealed, PURPOSE);
}

/** For Settings: whether there is a key, not which. */
export async function engineSettings(agent: CurrentAgent): Promise<{ engine: AiEngine; keySet: boolean }> {
  requireRole(agent, 'admin');
  const [row] = await db()
    .select({ engine: workspace.aiEngine, sealed: workspace.aiKeyEncrypted })
    .from(workspace)
    .where(eq(workspace.id, 1));
  return { engine: row?.engine ?? { provider: 'builtin' }, keySet: Boolean(row?.sealed) };
}

/**
 * What to call with: the given key, or the kept one where it belongs to the same provider and server. A key is never
 * handed to another address than it was entered for.
 */
export async function keyFor(agent: CurrentAgent, engine: AiEngine, givenKey: string): Promise<string | null> {
  requireRole(agent, 'admin');
  if (givenKey) return givenKey;
  const kept = await loadEngine();
  return sameServer(kept.engine, engine) ? kept.key : null;
}

/** An empty `key` keeps the one that is there, unless provider or server changed. */
export async function saveEngine(tx: Tx, agent: CurrentAgent, engine: AiEngine, key: string): Promise<void> {
  await saveSealedEngine(tx, agent, engine, await sealKeyFor(tx, agent, engine, key));
}

/**
 * Checks the setting and seals its key: the given one, or the kept one where it belongs to the same provider and server. Saves nothing. Throws Invalid
 * for what cannot be used.
 */
export async function sealKeyFor(tx: Tx, agent: CurrentAgent, engine: AiEngine, key: string): Promise<string | null> {
  requireRole(agent, 'admin');
  if (engine.provider !== 'builtin' && !engine.model)
    throw new Invalid('Name the model, as the provider writes it.', 'model');
  if (engine.provider === 'openai-compatible' && !engine.baseUrl)
    throw new Invalid('Give the address of the server, ending in /v1 on most.', 'baseUrl');
  const [row] = await tx
    .select({ engine: workspace.aiEngine, sealed: workspace.aiKeyEncrypted })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  const kept = row && sameServer(row.engine, engine) ? row.sealed : null;
  const sealed = key ? encrypt(key, PURPOSE) : kept;
  if (!sealed && (engine.provider === 'openai' || engine.provider === 'anthropic'))
    throw new Invalid('This provider needs a key. Nothing was changed.', 'key');
  return sealed;
}

/** @param sealed of `sealKeyFor`, for this very engine. */
export async function saveSealedEngine(
  tx: Tx,
  agent: CurrentAgent,
  engine: AiEngine,
  sealed: string | null,
): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx
    .select({ engine: workspace.aiEngine })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  const price =
    engine.price ?? (row && sameServer(row.engine, engine) && row.engine.model === engine.model && row.engine.price);
  await tx
    .update(workspace)
    .set({ aiEngine: { ...engine, ...(price ? { price } : {}) }, aiKeyEncrypted: sealed })
    .where(eq(workspace.id, 1));
}

function sameServer(a: AiEngine, b: AiEngine): boolean {
  return a.provider === b.provider && (a.baseUrl ?? '') === (b.baseUrl ?? '');
}
