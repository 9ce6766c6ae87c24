// Sixth stage: may this reply leave by itself? A pure function that fails closed: whatever is missing or odd means a person.
import type { Reason } from '#db/schema/ai.ts';
import type { GateInput, GateResult } from './types.ts';

/** Nothing of the AI's reaches a customer unless this says `send`. Every reason is kept; the first ones weigh most. */
export function gate(input: GateInput): GateResult {
  const person = forPerson(input);
  if (person.length > 0) return { action: 'person', reasons: person, spotCheck: false };
  const context = reasonsAbout(input);
  const withPeople = peopleHaveIt(input);
  if (withPeople.length > 0)
    return { action: 'suggest', reasons: [...withPeople, ...riskReasons(input), ...context], spotCheck: false };
  if (input.mode === 'suggest')
    return { action: 'suggest', reasons: [stop('mode_suggest'), ...context], spotCheck: false };
  const blocks = blocking(input);
  if (blocks.length > 0) return { action: 'review', reasons: [...blocks, ...context], spotCheck: false };
  if (input.dice < input.spotCheckShare)
    return { action: 'review', reasons: [warn('spot_check'), ...context], spotCheck: true };
  return { action: 'send', reasons: [ok('confident_enough', numbers(input)), ...context], spotCheck: false };
}

/** No draft is shown and nobody is asked to review: these belong to people. */
function forPerson(input: GateInput): Reason[] {
  const reasons: Reason[] = [];
  const knownMode = input.mode === 'suggest' || input.mode === 'ask' || input.mode === 'on';
  if (input.modelFailed) reasons.push(stop('model_failed'));
  if (!knownMode) reasons.push(stop('mode_off'));
  if (input.asksPerson) reasons.push(stop('asks_person'));
  if (input.outcome === 'no_reply_needed') reasons.push(ok('no_reply_needed'));
  else if (input.outcome === 'person_only' && !input.asksPerson) reasons.push(stop('person_only'));
  else if (input.outcome === 'needs_account' && input.kind === 'abstain') reasons.push(stop('needs_account'));
  else if (input.outcome === 'out_of_scope' && input.kind === 'abstain') reasons.push(stop('out_of_scope'));
  else if (input.kind !== 'reply' && reasons.length === 0) reasons.push(stop('no_answer'));
  if (input.topicRule === 'person') reasons.push(stop('topic_person', { topic: input.topicName ?? '' }));
  return reasons.length > 0 ? [...reasons, ...riskReasons(input)] : [];
}

/** People answer here; the AI's draft waits in their composer and is no business of Review. */
function peopleHaveIt(input: GateInput): Reason[] {
  const reasons: Reason[] = [];
  if (input.personOnly) reasons.push(stop('conversation_with_person'));
  if (input.alwaysPerson) reasons.push(stop('customer_wants_person'));
  return reasons;
}

/** Each one alone keeps a reply from leaving by itself. */
function blocking(input: GateInput): Reason[] {
  const reasons: Reason[] = riskReasons(input);
  if (input.hiddenText && !input.risks.includes('injection')) reasons.push(stop('hidden_text'));
  if (!input.verified && input.risks.includes('account_data')) reasons.push(stop('unverified_sender'));
  if (input.stale) reasons.push(stop('stale_source'));
  for (const code of new Set(input.problems)) reasons.push(stop(`problem_${code}`));
  if (input.outcome !== 'answerable') reasons.push(warn(`outcome_${input.outcome}`));
  if (input.topicRule !== 'default') reasons.push(stop('topic_always_ask', { topic: input.topicName ?? '' }));
  if (input.mode !== 'on') reasons.push(warn('mode_ask'));
  if (input.threshold === null || !isProbability(input.threshold)) reasons.push(stop('no_threshold'));
  if (input.confidence === null || !isProbability(input.confidence)) reasons.push(stop('no_confidence'));
  else if (input.threshold !== null && isProbability(input.threshold) && !(input.confidence >= input.threshold))
    reasons.push(warn('below_threshold', numbers(input)));
  if (!isProbability(input.spotCheckShare) || !isProbability(input.dice)) reasons.push(stop('no_spot_check'));
  return reasons;
}

function riskReasons(input: GateInput): Reason[] {
  return [...new Set(input.risks)].map((risk) => stop(`risk_${risk}`));
}

/** What helps a reviewer, and blocks nothing. */
function reasonsAbout(input: GateInput): Reason[] {
  const reasons: Reason[] = [];
  if (input.evidenceLanguage && input.evidenceLanguage !== input.language)
    reasons.push(warn('other_language', { language: input.language }));
  if (input.problems.length === 0) reasons.push(ok('all_sourced'));
  if (input.mode === 'suggest') reasons.push(...riskReasons(input));
  return reasons;
}

function isProbability(value: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function numbers({ confidence, threshold }: GateInput): Record<string, number> {
  return { confidence: percent(confidence), threshold: percent(threshold) };
}

function percent(value: number | null): number {
  return Math.round((value ?? 0) * 100);
}

function stop(code: string, data?: Reason['data']): Reason {
  return { code, tone: 'stop', ...(data ? { data } : {}) };
}

function warn(code: string, data?: Reason['data']): Reason {
  return { code, tone: 'warn', ...(data ? { data } : {}) };
}

function ok(code: string, data?: Reason['data']): Reason {
  return { code, tone: 'ok', ...(data ? { data } : {}) };
}
