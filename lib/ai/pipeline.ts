// Runs the AI over a newly arrived message. The only file of lib/ai that loads, stores and acts; everything it decides comes from the stages.

import { db } from '#db/client.ts';
import { loadTrust } from '#lib/autopilot/trust.ts';
import { log } from '#lib/platform/log.ts';
import { loadEngine } from '#lib/workspace/engine.ts';
import { answererOf } from './answerer.ts';
import { mayCall } from './health.ts';
import { loadSituation } from './load.ts';
import { ModelFailed } from './models/call.ts';
import { buildEngine, type Engine } from './models/engine.ts';
import { loadOwnConfidence } from './own-confidence.ts';
import { priorVersion } from './prior.ts';
import { monthlySpend } from './spend.ts';
import { store } from './store.ts';
import { think } from './think.ts';

export type PipelineDeps = {
  dice?: () => number;
  now?: () => Date;
  engine?: Engine;
  /** Of the configured model: how long it may take, how often it is tried again. */
  limits?: { timeoutMs?: number; retries?: number };
};

/**
 * The job `message.received`. Idempotent: a message that has a finished run is left alone. Ends in exactly one place: sent, in Review, in the
 * composer, or with a person; a failing model ends with a person too. Throws only when the database does.
 */
export async function runAi(messageId: number, deps: PipelineDeps = {}): Promise<void> {
  const now = deps.now ?? (() => new Date());
  const situation = await loadSituation(messageId);
  if (!situation) return;
  const started = performance.now();
  const { engine, name, problem, capReached } = await usableEngine(deps, now());
  const answerer = answererOf(name);
  const own = await loadOwnConfidence(db(), { demo: situation.demo, answerer });
  const modelVersion = own?.version ?? priorVersion;
  const trust = await loadTrust(db(), { demo: situation.demo, answerer, modelVersion, now: now() });
  const thought = await think({
    ...situation.think,
    ...situation.standing,
    trust,
    own,
    now: now(),
    call: engine?.call ?? null,
    embed: engine?.embed ?? null,
    guidance: name.guidance ?? '',
    capReached,
    dice: deps.dice ?? random,
  });
  const run = {
    answerer,
    modelVersion,
    engine: name.provider,
    model: name.model,
    ms: Math.round(performance.now() - started),
    now: now(),
    // A model that rests was not asked: that is no new failure.
    called:
      engine !== null &&
      (thought.failure !== null ||
        thought.halfFailure !== null ||
        thought.usage.tokensIn + thought.usage.tokensOut > 0),
    error: thought.failure ? (problem ?? thought.failure.message) : null,
  };
  const ended = await store(situation, thought, run);
  log.info({ messageId, conversationId: situation.conversationId, ended, ms: run.ms, engine: run.engine }, 'ai run');
}

type Usable = {
  engine: Engine | null;
  name: { provider: string; model: string; embedder?: string | null; guidance?: string };
  problem: string | null;
  capReached: boolean;
};

async function usableEngine(deps: PipelineDeps, now: Date): Promise<Usable> {
  if (deps.engine) return { engine: deps.engine, name: deps.engine, problem: null, capReached: false };
  try {
    const { engine: setting, key, guidance } = await loadEngine();
    const capReached = setting.provider !== 'builtin' && (await monthlySpend(db(), now)).reached;
    // What costs nothing goes on: a limit that only forbade sending would not limit the bill.
    const engine = capReached
      ? buildEngine({ provider: 'builtin' }, null)
      : buildEngine(setting, key, { ...deps.limits, guidance });
    const healthy = await mayCall(db(), `${engine.provider}:${engine.model}`, now);
    return { engine: healthy ? engine : null, name: engine, problem: null, capReached };
  } catch (error) {
    const problem =
      error instanceof ModelFailed
        ? error.message
        : 'The key of the model cannot be read: it was stored under another TANDEM_SECRET. Enter it again in Settings, AI.';
    return { engine: null, name: { provider: 'unknown', model: '' }, problem, capReached: false };
  }
}

/** Not predictable from outside: it decides who is spot-checked. */
function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32;
}
