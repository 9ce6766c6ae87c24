import { type ConfidenceModel, corrected } from './confidence-model.ts';

/** The shipped model as lib/ai knows it. */
export type Prior = {
  version: string;
  logOdds: (features: Record<string, number>) => number;
};

/** Confidence as it is computed today, for proposals of yesterday. */
export type Scorer = {
  version: string;
  /** Which engine, model and prompt answers now. */
  answerer: string;
  /** The fitted model has seen no review decided later; null: it was never fitted here. */
  trainedThrough: Date | null;
  score: (features: Record<string, number>, topic: string | null) => number;
};

export function scorerOf(
  prior: Prior,
  own: { version: string; model: ConfidenceModel; trainedThrough: Date } | null,
  answerer: string,
): Scorer {
  if (!own)
    return {
      version: prior.version,
      answerer,
      trainedThrough: null,
      score: (features) => 1 / (1 + Math.exp(-prior.logOdds(features))),
    };
  return {
    version: own.version,
    answerer,
    trainedThrough: own.trainedThrough,
    score: (features, topic) => corrected(own.model, prior.logOdds(features), features, topic),
  };
}

/**
 * A review either teaches confidence or proves it, never both: a model is always tested on reviews that it has not seen. A third of the
 * conversations teach, dealt by a hash of their number (splitmix32's finisher), so that it stays the same third for ever.
 */
export function teaches(conversationId: number): boolean {
  let h = (conversationId + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % 3 === 0;
}
