// The "test" button of Settings: one small real call, so that a wrong key shows now and not at the first customer.
import { z } from 'zod';
import type { AiEngine } from '#db/schema/workspace.ts';
import { ModelFailed } from './call.ts';
import { buildEngine } from './engine.ts';

export type EngineTest =
  | { ok: true; model: string; ms: number; costUsd?: number }
  | { ok: false; model: string; ms: number; error: string };

const CERTAIN = {
  answerable: 1,
  partly: 0,
  unknown: 0,
  needs_account: 0,
  out_of_scope: 0,
  no_reply_needed: 0,
  person_only: 0,
};

/** @param key in clear; used for this call and not kept. */
export async function testEngine(setting: AiEngine, key: string | null): Promise<EngineTest> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    const engine = buildEngine(setting, key, { timeoutMs: 20_000, retries: 0 });
    const { usage } = await engine.call({
      instructions: 'You answer in the requested form.',
      prompt: 'Set kind to "abstain", answer to an empty text, covers to "none" and confidence to 0.',
      schema: z.object({
        kind: z.enum(['reply', 'abstain']),
        answer: z.string(),
        covers: z.enum(['all', 'part', 'none']),
        confidence: z.number(),
      }),
      input: {
        question: '',
        evidence: [],
        asks: [],
        language: 'en',
        judgement: { outcome: 'answerable', outcomes: CERTAIN },
      },
    });
    const embedded = await engine.embed?.(['One short text.']);
    usage.costUsd += embedded?.usage.costUsd ?? 0;
    return { ok: true, model: engine.model, ms: ms(), ...(usage.costUsd > 0 ? { costUsd: usage.costUsd } : {}) };
  } catch (error) {
    const message = error instanceof ModelFailed ? error.message : 'The model could not be tried.';
    return { ok: false, model: setting.model ?? '', ms: ms(), error: message };
  }
}
