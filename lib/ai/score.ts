// Fifth stage: the probability that a reviewer would approve this proposal unchanged. Logistic regression; features documented here.
import { type ConfidenceModel, corrected } from '#lib/autopilot/confidence-model.ts';
import { caseFeatures } from './judge.ts';
import { priorLogOdds, priorVersion } from './prior.ts';
import {
  type Draft,
  HARDLY_COVERED,
  type Judgement,
  type Retrieval,
  type Score,
  type Triage,
  type Verification,
} from './types.ts';

export type ScoreInput = {
  triage: Triage;
  retrieval: Retrieval;
  judgement: Judgement;
  draft: Draft;
  verification: Verification;
  /** This workspace's own correction of the shipped model, where there is one. */
  own?: { version: string; model: ConfidenceModel } | null;
};

const SILENT = ['person_only', 'no_reply_needed', 'out_of_scope'];

export function score(input: ScoreInput): Score {
  const features = scoreFeatures(input);
  const { own } = input;
  const modelVersion = own?.version ?? priorVersion;
  if (input.draft.verdict?.covers === 'none') return { confidence: 0, features, modelVersion };
  const prior = priorLogOdds(features);
  const confidence = own ? corrected(own.model, prior, features, input.retrieval.topic) : 1 / (1 + Math.exp(-prior));
  // Without a reply the gate ignores it; it still says how near the engine was to answering.
  const silent = input.draft.kind !== 'reply' && SILENT.includes(input.judgement.outcome);
  return { confidence: silent ? 0 : confidence, features, modelVersion };
}

/**
 * Features, all dimensionless and between about -4 and 4. A stored proposal keeps them under these names, so a name keeps its meaning; new ones
 * may come, and a model that does not know one ignores it.
 *
 * Of the ranking (signals.ts): titleCoverage (idf-weighted share of the best title's words that the question has), titleShareOfQuery,
 * passageCoverage, sourceCoverage (share of the question's idf found there), margin (first source over second), agreement (passage and source
 * rankings agree), concentration (top five passages from one source), unknownShare (words no article has), topScore, scorePerTerm, queryTerms,
 * snippetTop; askPassage, askSource, askWeakest, askBest, askCount (the same for each question sentence), missingMost, missingKnown,
 * missingCount, presentMost, presentCount (the question's words that the best source lacks or has).
 * Of the words (cover.ts): bareSentence, sentencePair, scattered, strange.
 * Of the message (judge.ts): style (log-odds that questions of this form are answered), needsAccount, outOfScope, noReply, personOnly (half
 * log-odds of the text model); facts, asks, noQuestionMark, length, howTo, canYou, since, foreign (passage in another language), upset, risky.
 * Of the draft: answerable, partly (of the judgement), cited, answerLength, openAsks (share of the asks that the evidence hardly touches),
 * unsupported (share of claims), problems, verdict, hasVerdict (the writing model's own), verdictPart (it says that it covers a part).
 */
export function scoreFeatures(input: ScoreInput): Record<string, number> {
  return { ...caseFeatures(input.triage, input.retrieval), ...draftFeatures(input) };
}

export function draftFeatures({
  retrieval,
  judgement,
  draft,
  verification,
}: Omit<ScoreInput, 'triage'>): Record<string, number> {
  const { claims, problems } = verification;
  const unsupported = claims.filter((claim) => !claim.supported).length;
  const open = retrieval.asks.filter(({ coverage }) => coverage < HARDLY_COVERED).length;
  return {
    answerable: judgement.outcomes.answerable,
    partly: judgement.outcomes.partly,
    cited: Math.min(draft.citations.length, 3) / 3,
    answerLength: Math.min(draft.answer.length, 1200) / 1200,
    openAsks: open / Math.max(retrieval.asks.length, 1),
    unsupported: claims.length > 0 ? unsupported / claims.length : 0,
    problems: Math.min(problems.length, 3) / 3,
    verdict: draft.verdict ? draft.verdict.confidence : 0,
    hasVerdict: draft.verdict ? 1 : 0,
    verdictPart: draft.verdict?.covers === 'part' ? 1 : 0,
  };
}
