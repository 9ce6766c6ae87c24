// One structured call to a model, whichever it is: time limit, retries, validated output, tokens and cost. Throws ModelFailed and nothing else.
import { generateText, type LanguageModel, NoObjectGeneratedError, NoOutputGeneratedError, Output } from 'ai';
import type { z } from 'zod';
import type { ExtractInput } from '../draft/extract.ts';
import type { Usage } from '../types.ts';
import { BUILTIN } from './builtin.ts';
import { costOf } from './prices.ts';

export type ModelRequest<T> = { instructions: string; prompt: string; schema: z.ZodType<T>; input: ExtractInput };
export type CallModel = <T>(request: ModelRequest<T>) => Promise<{ output: T; usage: Usage; builtin: boolean }>;

export type FailureKind = 'timeout' | 'invalid_output' | 'refused' | 'unreachable' | 'rejected';

/** `message` never holds a key, a prompt or a customer's words. */
export class ModelFailed extends Error {
  override name = 'ModelFailed';
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const TIME_LIMIT_MS = 30_000;
const RETRIES = 2;
const MAX_OUTPUT_TOKENS = 1500;

export function callerFor(
  model: LanguageModel,
  modelId: string,
  { timeoutMs = TIME_LIMIT_MS, retries = RETRIES } = {},
): CallModel {
  const builtin = modelId === BUILTIN;
  return async ({ instructions, prompt, schema, input }) => {
    try {
      const result = await generateText({
        model,
        instructions,
        prompt,
        output: Output.object({ schema }),
        maxRetries: retries,
        timeout: timeoutMs,
        maxOutputTokens: MAX_OUTPUT_TOKENS,
        // The built-in model reads the case itself; it has no use for prose about it.
        ...(builtin ? { providerOptions: { tandem: { input: JSON.parse(JSON.stringify(input)) } } } : {}),
      });
      if (result.finishReason === 'content-filter') throw new ModelFailed('refused', 'The model refused to answer.');
      if (result.finishReason === 'length')
        throw new ModelFailed('invalid_output', 'The model wrote more than it may.');
      const tokensIn = result.usage.inputTokens ?? 0;
      const tokensOut = result.usage.outputTokens ?? 0;
      return {
        output: result.output,
        usage: { tokensIn, tokensOut, costUsd: costOf(modelId, tokensIn, tokensOut) },
        builtin,
      };
    } catch (error) {
      throw asFailure(error);
    }
  };
}

function asFailure(error: unknown): ModelFailed {
  if (error instanceof ModelFailed) return error;
  if (NoObjectGeneratedError.isInstance(error) || NoOutputGeneratedError.isInstance(error)) {
    return new ModelFailed('invalid_output', 'The model’s answer did not have the agreed form.');
  }
  const name = error instanceof Error ? error.name : '';
  const status = statusOf(error);
  if (name === 'TimeoutError' || name === 'AbortError') return new ModelFailed('timeout', 'The model took too long.');
  if (status === 401 || status === 403)
    return new ModelFailed('rejected', `The model’s server did not accept the key (${status}).`);
  if (status === 429)
    return new ModelFailed(
      'rejected',
      'The model’s server says there were too many requests, or no credit is left (429).',
    );
  if (status)
    return new ModelFailed(
      status >= 500 ? 'unreachable' : 'rejected',
      `The model’s server answered with an error (${status}).`,
    );
  return new ModelFailed('unreachable', 'The model’s server could not be reached.');
}

/** The status code, through the SDK's retry wrapper. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  if ('lastError' in error) return statusOf(error.lastError);
  return undefined;
}
