// Who answers, in one key: what one engine, model and prompt proved says nothing about another.
import { createHash } from 'node:crypto';
import type { AiEngine } from '#db/schema/workspace.ts';
import { embedderOf } from '#lib/knowledge/embedder.ts';
import { GUIDANCE_RULES, INSTRUCTIONS } from './draft/prompt.ts';
import { BUILTIN } from './models/builtin.ts';
import { DEFAULT_MODELS } from './models/engine.ts';
import { READ_INSTRUCTIONS } from './read.ts';
import { ENTAIL_INSTRUCTIONS } from './verify/entail.ts';

const TOLD = [INSTRUCTIONS, READ_INSTRUCTIONS, ENTAIL_INSTRUCTIONS].join('\n');

/** Raise it when drafting or verification changes what customers would read. */
const DRAFTING = 5;

/** @param guidance how answers should sound, in the team's words: who is told something else is somebody else. The built-in one is told nothing. */
export function answererOf({
  provider,
  model,
  embedder,
  guidance = '',
}: {
  provider: string;
  model: string;
  embedder?: string | null;
  guidance?: string;
}): string {
  const told = guidance.trim() ? `${TOLD}\n${GUIDANCE_RULES}\n${guidance.trim()}` : TOLD;
  const prompt = provider === 'builtin' ? '' : `:${createHash('sha256').update(told).digest('hex').slice(0, 8)}`;
  // Other passages are found with it, so other answers are written.
  const search = embedder ? `:${createHash('sha256').update(embedder).digest('hex').slice(0, 8)}` : '';
  return `${provider}:${model}:${DRAFTING}${prompt}${search}`;
}

/** As `buildEngine` would name it, without needing its key. */
export function answererOfSetting(setting: AiEngine, guidance: string): string {
  const { provider, model } = setting;
  const named = provider === 'builtin' ? BUILTIN : model?.trim() || DEFAULT_MODELS[provider];
  return answererOf({ provider, model: named, embedder: embedderOf(setting), guidance });
}
