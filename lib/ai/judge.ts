// What kind of case is it, now that we know what the text says and what the knowledge holds? One small model over named features.
import coveredWeights from './data/covered.json' with { type: 'json' };
import weights from './data/outcome.json' with { type: 'json' };
import { type DenseModel, denseProbabilities } from './dense.ts';
import { style } from './style.ts';
import type { Judgement, Outcome, Retrieval, Triage } from './types.ts';

/** A rule that spoke in triage is not overruled: it is about whose matter this is, not about what we know. */
export function judge(triage: Triage, retrieval: Retrieval): Judgement {
  const { intent } = triage;
  if (intent === 'person_only' || intent === 'no_reply_needed' || intent === 'out_of_scope')
    return { outcome: intent, outcomes: certain(intent) };
  const outcomes = judgeOutcomes(caseFeatures(triage, retrieval), weights, coveredWeights);
  if (retrieval.evidence.length === 0)
    return {
      outcome: triage.intents.out_of_scope > STRONG ? 'out_of_scope' : intent === 'question' ? 'unknown' : intent,
      outcomes,
    };
  // Where the text alone says that somebody must look something up, the help center's words do not say otherwise.
  const outcome = intent === 'needs_account' ? intent : likeliest(outcomes);
  // No answer is at stake, so half a suspicion is enough.
  if (outcome === 'unknown' && triage.intents.person_only > SUSPECTED) return { outcome: 'person_only', outcomes };
  return { outcome, outcomes };
}

/**
 * Two models: whose matter a message is, and whether the help center covers it. The second one redistributes what the first one gives to
 * questions, for it learnt from many more help centers than there are labelled messages.
 */
export function judgeOutcomes(
  features: Record<string, number>,
  kinds: DenseModel,
  covered: DenseModel,
): Record<Outcome, number> {
  const probabilities = denseProbabilities(kinds, features);
  const outcomes = Object.fromEntries(kinds.classes.map((name, index) => [name, probabilities[index] ?? 0])) as Record<
    Outcome,
    number
  >;
  const question = outcomes.answerable + outcomes.partly + outcomes.unknown;
  const known = denseProbabilities(covered, features)[1] ?? 0;
  const part = outcomes.partly / (outcomes.answerable + outcomes.partly || 1);
  return {
    ...outcomes,
    answerable: question * known * (1 - part),
    partly: question * known * part,
    unknown: question * (1 - known),
  };
}

/** Silence is the costliest mistake, so this model never says that no answer is needed; rules do. */
export function likeliest(outcomes: Record<Outcome, number>): Outcome {
  if (outcomes.person_only > STRONG) return 'person_only';
  if (outcomes.out_of_scope > NOT_OURS) return 'out_of_scope';
  if (ACCOUNT * outcomes.needs_account > Math.max(outcomes.answerable + outcomes.partly, outcomes.unknown))
    return 'needs_account';
  // Covered or not is the question; a part of it is covered when that is likelier than all of it.
  if (outcomes.unknown > outcomes.answerable + outcomes.partly) return 'unknown';
  return outcomes.partly > outcomes.answerable ? 'partly' : 'answerable';
}

const STRONG = 0.6;
/** By fold on Parcelbird, with text models that had not seen the message: the three numbers with the best F1 of their classes. */
const NOT_OURS = 0.4;
const ACCOUNT = 2;
const SUSPECTED = 0.45;

function certain(outcome: Outcome): Record<Outcome, number> {
  const all: Record<Outcome, number> = {
    answerable: 0,
    partly: 0,
    unknown: 0,
    needs_account: 0,
    out_of_scope: 0,
    no_reply_needed: 0,
    person_only: 0,
  };
  all[outcome] = 1;
  return all;
}

/** Named in `score.ts`; every one is between about -2 and 2. */
export function caseFeatures(triage: Triage, retrieval: Retrieval): Record<string, number> {
  const text = triage.question;
  const questionMarks = text.match(/[?？]/g)?.length ?? 0;
  const logit = (p: number) => Math.max(-4, Math.min(4, Math.log((p + 1e-4) / (1 - p + 1e-4)))) / 2;
  return {
    ...retrieval.signals,
    style: style(text, triage.language),
    needsAccount: logit(triage.intents.needs_account),
    outOfScope: logit(triage.intents.out_of_scope),
    noReply: logit(triage.intents.no_reply_needed),
    personOnly: logit(triage.intents.person_only),
    facts: Math.min(triage.facts.length, 4) / 4,
    asks: Math.min(questionMarks, 4) / 4,
    noQuestionMark: questionMarks === 0 ? 1 : 0,
    length: Math.min(text.length, 1200) / 1200,
    howTo:
      /\b(how (do|can|to|does|long|much|many)|where (do|can|is)|what (is|are|does)|which|wie|comment|como|hoe|come)\b/i.test(
        text,
      )
        ? 1
        : 0,
    canYou:
      /\b(can you|could you|please (check|send|look|fix|void|change|make)|look into|your (end|side)|kindly|pls check)\b/i.test(
        text,
      )
        ? 1
        : 0,
    since:
      /\b(since|for) (the )?(\d+|a|two|three|four|five|six|yesterday|monday|tuesday|wednesday|thursday|friday|days?|weeks?)\b|\bdays? (ago|and)|\bstill\b/i.test(
        text,
      )
        ? 1
        : 0,
    foreign: retrieval.evidence[0] && retrieval.evidence[0].language !== triage.language ? 1 : 0,
    upset: triage.mood === 'upset' || triage.mood === 'angry' ? 1 : 0,
    risky: Math.min(triage.risks.length, 3) / 3,
  };
}
