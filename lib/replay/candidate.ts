// A change that is tried before it is saved: checked like the change itself, and saved only as it was replayed.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { policyRules, type ReplayCandidate, replays, workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { answererOfSetting } from '#lib/ai/answerer.ts';
import { cleanGuidance, saveGuidance } from '#lib/ai/guidance.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { isBudget } from '#lib/autopilot/budgets.ts';
import { checkRule, removeRule, saveRule } from '#lib/autopilot/policy-rules.ts';
import { changeAutopilot, getAutopilot } from '#lib/autopilot/settings.ts';
import { embedderOf } from '#lib/knowledge/embedder.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { saveSealedEngine, sealKeyFor } from '#lib/workspace/engine.ts';
import { changedParts, type Part, standingNow } from './standing.ts';

/** Throws Invalid or NotFound for what could not be saved either, and where nothing would be different. The key leaves sealed. */
export async function checkCandidate(
  tx: Tx,
  agent: CurrentAgent,
  { candidate, key }: { candidate: ReplayCandidate; key: string },
): Promise<{ candidate: ReplayCandidate; keySealed: string | null }> {
  const [row] = await tx.select().from(workspace).where(eq(workspace.id, 1));
  const now = { engine: row?.aiEngine ?? { provider: 'builtin' as const }, guidance: row?.aiGuidance ?? '' };
  const checked: ReplayCandidate = {};
  let keySealed: string | null = null;
  if (candidate.engine) {
    const { price: _, ...engine } = candidate.engine;
    keySealed = await sealKeyFor(tx, agent, engine, key);
    const same = engine.provider === now.engine.provider && modelOf(engine) === modelOf(now.engine);
    // The vectors of the passages are those of the embedding model that is saved: with another one they mean nothing.
    const embedder = embedderOf(engine);
    if (embedder !== null && embedder !== embedderOf(now.engine))
      throw new Invalid(
        'Another embedding model has to read the help center before it can be tried. Leave that field empty to replay the model alone, or save it first.',
        'embedding',
      );
    const kept = (engine.baseUrl ?? '') === (now.engine.baseUrl ?? '') && embedder === embedderOf(now.engine);
    if (!same || !kept) checked.engine = engine;
  }
  if (candidate.guidance !== undefined) {
    const guidance = cleanGuidance(candidate.guidance);
    if ((checked.engine ?? now.engine).provider === 'builtin')
      throw new Invalid('The built-in answerer quotes, so how answers should sound changes nothing there.', 'guidance');
    if (guidance !== now.guidance) checked.guidance = guidance;
  }
  if (candidate.rule) checked.rule = await checkedRule(tx, candidate.rule);
  if (candidate.budget !== undefined) {
    if (!isBudget(candidate.budget))
      throw new Invalid('The error budget is one of the stops between 1 in 100 and 1 in 5.', 'budget');
    if (candidate.budget !== (await getAutopilot(tx)).budget) checked.budget = candidate.budget;
  }
  if (Object.keys(checked).length === 0)
    throw new Invalid('This is what is saved already, so there is nothing to try. Change something first.');
  return { candidate: checked, keySealed: checked.engine ? keySealed : null };
}

async function checkedRule(
  tx: Tx,
  { id, rule }: NonNullable<ReplayCandidate['rule']>,
): Promise<ReplayCandidate['rule']> {
  if (id === null) return { id, rule: rule && checkRule(rule) };
  const [there] = await tx.select({ name: policyRules.name }).from(policyRules).where(eq(policyRules.id, id));
  if (!there) throw new NotFound('That rule is no longer there.');
  return rule ? { id, rule: checkRule(rule) } : { id, rule, name: there.name };
}

/** Who would answer, with the change or as it is. */
export async function answererWith(tx: Tx, candidate: ReplayCandidate | null): Promise<string> {
  const [row] = await tx.select().from(workspace).where(eq(workspace.id, 1));
  return answererOfSetting(
    candidate?.engine ?? row?.aiEngine ?? { provider: 'builtin' },
    candidate?.guidance ?? row?.aiGuidance ?? '',
  );
}

const IN_WORDS: Record<Part, string> = {
  engine: 'the model',
  guidance: 'how answers should sound',
  rules: 'the rules',
  budget: 'the error budget',
  topics: 'the topics',
  knowledge: 'the articles',
};

/**
 * Saves exactly what was replayed, once. Admins only. Throws Conflict, and saves nothing, when the replay did not reach its end, when it was saved
 * already, or when something that it was compared with has changed since.
 */
export async function saveCandidate(tx: Tx, agent: CurrentAgent, replayId: number): Promise<void> {
  requireRole(agent, 'admin');
  const [replay] = await tx.select().from(replays).where(eq(replays.id, replayId)).for('update');
  if (!replay) throw new NotFound('This replay is no longer there.');
  const { candidate, standing, keySealed } = replay;
  if (!candidate || !standing) throw new Conflict('This replay tried no change, so there is nothing to save.');
  if (replay.appliedAt) throw new Conflict('This change was saved already.');
  if (replay.status !== 'done')
    throw new Conflict('This replay did not reach its end. Nothing was saved; replay the change again first.');
  // Held to the end of the transaction: whoever saves something else now waits, and nothing slips in between.
  await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, 1)).for('update');
  const changed = changedParts(standing, await standingNow(tx));
  if (changed.length > 0)
    throw new Conflict(
      `Since this replay somebody changed ${changed.map((part) => IN_WORDS[part]).join(' and ')}. Nothing was saved; replay the change again, or make it by hand.`,
    );
  if (candidate.engine) {
    const needsKey = candidate.engine.provider === 'openai' || candidate.engine.provider === 'anthropic';
    if (needsKey && !keySealed)
      throw new Conflict(
        'The key of this model was forgotten after a week. Nothing was saved; enter it in Settings, AI.',
      );
    await saveSealedEngine(tx, agent, candidate.engine, keySealed);
  }
  if (candidate.guidance !== undefined) await saveGuidance(tx, agent, candidate.guidance);
  if (candidate.budget !== undefined) await changeAutopilot(tx, agent, { budget: candidate.budget });
  if (candidate.rule) {
    const { id, rule } = candidate.rule;
    if (rule) await saveRule(tx, agent, id, rule);
    else if (id !== null) await removeRule(tx, agent, id);
  }
  await tx
    .update(replays)
    .set({ appliedAt: new Date(), appliedBy: agent.id, keySealed: null })
    .where(eq(replays.id, replayId));
  await recountAll(tx);
}

/** What was changed since, for the report: settings keep the change from being saved, articles only make it less sure. */
export async function changedSince(tx: Tx, replayId: number): Promise<Part[]> {
  const [row] = await tx.select({ standing: replays.standing }).from(replays).where(eq(replays.id, replayId));
  if (!row?.standing) return [];
  return changedParts(row.standing, await standingNow(tx), Object.keys(row.standing) as Part[]);
}
