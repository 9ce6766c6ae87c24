// One structured call to a model, whichever it is: time limit, retries, validated output, tokens and cost. Throws ModelFailed and nothing else.
import {
  type FinishReason,
  generateText,
  type LanguageModel,
  type LanguageModelUsage,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
} from 'ai';
import type { z } from 'zod';
import type { ExtractInput } from '../draft/extract.ts';
import type { Usage } from '../types.ts';
import { BUILTIN } from './builtin.ts';
import { costOf, type Price } from './prices.ts';

export type ModelRequest<T> = {
  instructions: string;
  prompt: string;
  schema: z.ZodType<T>;
  /** The case as the built-in answerer reads it; only drafting has one. */
  input?: ExtractInput;
  /** Of the answer; what is longer was not what was asked for. */
  maxTokens?: number;
};
export type CallModel = {
  <T>(request: ModelRequest<T>): Promise<{ output: T; usage: Usage; builtin: boolean }>;
  /** It quotes and does nothing else: it can be asked for a draft only. */
  builtin?: boolean;
};

export type FailureKind = 'timeout' | 'invalid_output' | 'refused' | 'unreachable' | 'rejected';

/** `message` never holds a key, a prompt or a customer's words. */
export class ModelFailed extends Error {
  override name = 'ModelFailed';
  readonly kind: FailureKind;
  /** What the provider bills for the useless answer, where it said so. */
  readonly usage: Usage;
  constructor(kind: FailureKind, message: string, usage: Usage = { tokensIn: 0, tokensOut: 0, costUsd: 0 }) {
    super(message);
    this.kind = kind;
    this.usage = usage;
  }
}

const TIME_LIMIT_MS = 30_000;
const RETRIES = 2;
const MAX_OUTPUT_TOKENS = 1500;

/** @param price what the owner says it costs; wins over the shipped list. */
export type CallLimits = { timeoutMs?: number; retries?: number; price?: Price | undefined };

export function callerFor(
  model: LanguageModel,
  modelId: string,
  { timeoutMs = TIME_LIMIT_MS, retries = RETRIES, price }: CallLimits = {},
): CallModel {
  const builtin = modelId === BUILTIN;
  const bill = (used: { inputTokens?: number | undefined; outputTokens?: number | undefined } | undefined): Usage => {
    const tokensIn = used?.inputTokens ?? 0;
    const tokensOut = used?.outputTokens ?? 0;
    return { tokensIn, tokensOut, costUsd: costOf(modelId, tokensIn, tokensOut, price) };
  };
  const call: CallModel = async ({ instructions, prompt, schema, input, maxTokens = MAX_OUTPUT_TOKENS }) => {
    try {
      const result = await generateText({
        model,
        instructions,
        prompt,
        output: Output.object({ schema }),
        maxRetries: retries,
        timeout: timeoutMs,
        maxOutputTokens: maxTokens,
        // The built-in model reads the case itself; it has no use for prose about it.
        ...(builtin && input ? { providerOptions: { tandem: { input: JSON.parse(JSON.stringify(input)) } } } : {}),
      });
      const usage = bill(result.usage);
      const early = endedEarly(result.finishReason, usage);
      if (early) throw early;
      return { output: result.output, usage, builtin };
    } catch (error) {
      throw asFailure(error, bill);
    }
  };
  call.builtin = builtin;
  return call;
}

const WRONG_FORM = 'The model’s answer did not have the agreed form.';

export function asFailure(error: unknown, bill: (used: LanguageModelUsage | undefined) => Usage): ModelFailed {
  if (error instanceof ModelFailed) return error;
  if (NoObjectGeneratedError.isInstance(error)) {
    const usage = bill(error.usage);
    return endedEarly(error.finishReason, usage) ?? new ModelFailed('invalid_output', WRONG_FORM, usage);
  }
  if (NoOutputGeneratedError.isInstance(error)) return new ModelFailed('invalid_output', WRONG_FORM);
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

function endedEarly(finish: FinishReason | undefined, usage: Usage): ModelFailed | null {
  if (finish === 'content-filter') return new ModelFailed('refused', 'The model refused to answer.', usage);
  if (finish === 'length') return new ModelFailed('invalid_output', 'The model wrote more than it may.', usage);
  return null;
}

/** The status code, through the SDK's retry wrapper. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  if ('lastError' in error) return statusOf(error.lastError);
  return undefined;
}
