// Texts to vectors by the provider's embedding model: time limit, retries, checked output, tokens and cost. Throws ModelFailed and nothing else.
import { type EmbeddingModel, embedMany } from 'ai';
import { toVector, type Vector } from '#lib/knowledge/vectors.ts';
import type { Usage } from '../types.ts';
import { asFailure, type CallLimits, ModelFailed } from './call.ts';
import { costOf } from './prices.ts';

export type EmbedTexts = (texts: string[]) => Promise<{ vectors: Vector[]; usage: Usage }>;

const TIME_LIMIT_MS = 15_000;
const RETRIES = 2;
/** Characters: some servers refuse a text that is longer than their model reads. A passage has about 600. */
const LONGEST = 6000;

export function embedderFor(
  model: EmbeddingModel,
  modelId: string,
  { timeoutMs = TIME_LIMIT_MS, retries = RETRIES }: CallLimits = {},
): EmbedTexts {
  const bill = (tokens = 0): Usage => ({ tokensIn: tokens, tokensOut: 0, costUsd: costOf(modelId, tokens, 0) });
  return async (texts) => {
    try {
      const { embeddings, usage } = await embedMany({
        model,
        values: texts.map((text) => text.slice(0, LONGEST)),
        maxRetries: retries,
        abortSignal: AbortSignal.timeout(timeoutMs),
      });
      // Some servers count nothing and say NaN.
      const used = bill(Number.isFinite(usage.tokens) ? usage.tokens : 0);
      const length = embeddings[0]?.length ?? 0;
      if (embeddings.length !== texts.length || length === 0 || embeddings.some((one) => one.length !== length))
        throw new ModelFailed('invalid_output', 'The embedding model’s answer did not have the agreed form.', used);
      return { vectors: embeddings.map(toVector), usage: used };
    } catch (error) {
      throw asFailure(error, () => bill());
    }
  };
}
