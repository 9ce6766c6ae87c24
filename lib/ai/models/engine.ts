// From the workspace's setting to a model that can be called. The only file that names providers.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { EmbeddingModel, LanguageModel } from 'ai';
import type { AiEngine } from '#db/schema/workspace.ts';
import { embedderOf } from '#lib/knowledge/embedder.ts';
import { BUILTIN, tandem } from './builtin.ts';
import { type CallModel, callerFor, ModelFailed } from './call.ts';
import { type EmbedTexts, embedderFor } from './embed.ts';

export type Engine = {
  provider: AiEngine['provider'];
  model: string;
  call: CallModel;
  /** What the team says about how answers should sound; whoever thinks with this engine tells it that. */
  guidance?: string;
  /** Where an embedding model is set, its name (lib/knowledge/embedder.ts) and the way to ask it. */
  embedder?: string | null;
  embed?: EmbedTexts | null;
};

/** What is used when the owner names no model. */
export const DEFAULT_MODELS: Record<AiEngine['provider'], string> = {
  builtin: BUILTIN,
  openai: 'gpt-4.1-mini',
  anthropic: 'claude-sonnet-4-5',
  'openai-compatible': '',
};

export function modelOf(setting: AiEngine): string {
  return setting.model?.trim() || DEFAULT_MODELS[setting.provider];
}

/** @param key in clear; null for the built-in engine and for servers that need none. @param guidance see `Engine`. Throws ModelFailed when the setting is incomplete. */
export function buildEngine(
  setting: AiEngine,
  key: string | null,
  { guidance = '', ...limits }: { timeoutMs?: number; retries?: number; guidance?: string } = {},
): Engine {
  const model = modelOf(setting);
  if (!model) throw new ModelFailed('rejected', 'No model is named in Settings, AI.');
  const built = setting.provider === 'builtin' ? BUILTIN : model;
  return {
    provider: setting.provider,
    model: built,
    guidance,
    call: callerFor(languageModel(setting, model, key), built, { ...limits, price: setting.price }),
    embedder: embedderOf(setting),
    embed: buildEmbedder(setting, key, limits),
  };
}

/** Null where no embedding model is set, or the provider has none. */
export function buildEmbedder(
  setting: AiEngine,
  key: string | null,
  limits: { timeoutMs?: number; retries?: number } = {},
): EmbedTexts | null {
  const model = embeddingModel(setting, key);
  return model && setting.embedding ? embedderFor(model, setting.embedding, limits) : null;
}

function embeddingModel({ provider, baseUrl, embedding }: AiEngine, key: string | null): EmbeddingModel | null {
  if (!embedding) return null;
  if (provider === 'openai')
    return createOpenAI({ apiKey: key ?? '', ...(baseUrl ? { baseURL: baseUrl } : {}) }).embeddingModel(embedding);
  if (provider === 'openai-compatible' && baseUrl)
    return createOpenAICompatible({
      name: 'compatible',
      baseURL: baseUrl,
      ...(key ? { apiKey: key } : {}),
    }).embeddingModel(embedding);
  return null;
}

function languageModel(setting: AiEngine, model: string, key: string | null): LanguageModel {
  const apiKey = key ?? '';
  switch (setting.provider) {
    case 'builtin':
      return tandem.languageModel(BUILTIN);
    case 'openai':
      return createOpenAI({ apiKey, ...(setting.baseUrl ? { baseURL: setting.baseUrl } : {}) })(model);
    case 'anthropic':
      return createAnthropic({ apiKey, ...(setting.baseUrl ? { baseURL: setting.baseUrl } : {}) })(model);
    case 'openai-compatible': {
      if (!setting.baseUrl)
        throw new ModelFailed('rejected', 'No address is set for the model’s server in Settings, AI.');
      const options = {
        name: 'compatible',
        baseURL: setting.baseUrl,
        supportsStructuredOutputs: true,
        includeUsage: true,
      };
      return createOpenAICompatible(key ? { ...options, apiKey } : options)(model);
    }
  }
}
