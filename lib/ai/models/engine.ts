// From the workspace's setting to a model that can be called. The only file that names providers.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { AiEngine } from '#db/schema/workspace.ts';
import { BUILTIN, tandem } from './builtin.ts';
import { type CallModel, callerFor, ModelFailed } from './call.ts';

export type Engine = { provider: AiEngine['provider']; model: string; call: CallModel };

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

/** @param key in clear; null for the built-in engine and for servers that need none. Throws ModelFailed when the setting is incomplete. */
export function buildEngine(
  setting: AiEngine,
  key: string | null,
  limits: { timeoutMs?: number; retries?: number } = {},
): Engine {
  const model = modelOf(setting);
  if (!model) throw new ModelFailed('rejected', 'No model is named in Settings, AI.');
  const built = setting.provider === 'builtin' ? BUILTIN : model;
  return {
    provider: setting.provider,
    model: built,
    call: callerFor(languageModel(setting, model, key), built, { ...limits, price: setting.price }),
  };
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
