// Sixth stage: may this reply leave by itself? A pure function that fails closed: whatever is missing or odd means a person.
import type { Reason } from '#db/schema/ai.ts';
import type { GateInput, GateResult } from './types.ts';

/** Nothing of the AI's reaches a customer unless this says `send`. Every reason is kept; the first ones weigh most. */
export function gate(input: GateInput): GateResult {
  const person = forPerson(input);
  if (person.length > 0) return { ...HELD, action: 'person', reasons: person };
  const context = reasonsAbout(input);
  const withPeople = peopleHaveIt(input);
  if (withPeople.length > 0)
    return {
      ...HELD,
      action: 'suggest',
      reasons: [...withPeople, ...riskReasons(input), ...solvedReason(input), ...context],
    };
  const itself = aboutTheReply(input);
  const eligible = itself.length === 0;
  if (input.mode === 'suggest' || input.capReached) {
    const why = input.capReached ? 'cap_reached' : 'mode_suggest';
    return { ...HELD, action: 'suggest', reasons: [stop(why), ...solvedReason(input), ...context], eligible };
  }
  const blocks = [...itself, ...aboutAutopilot(input)];
  if (blocks.length > 0) return { ...HELD, action: 'review', reasons: [...blocks, ...context], eligible };
  if (input.dice < input.spotCheckShare)
    return { ...HELD, action: 'review', reasons: [warn('spot_check'), ...context], spotCheck: true, eligible };
  const reasons = [ok('confident_enough', numbers(input)), ...context];
  return { action: 'send', reasons, spotCheck: false, audit: input.auditDice < input.auditShare, eligible };
}

const HELD = { spotCheck: false, audit: false, eligible: false };

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
  const { policy } = input;
  if (policy && !['send', 'review', 'suggest'].includes(policy.action))
    reasons.push(stop('policy_person', { rule: policy.name }));
  return reasons.length > 0 ? [...reasons, ...riskReasons(input)] : [];
}

/** People answer here; the AI's draft waits in their composer and is no business of Review. */
function peopleHaveIt(input: GateInput): Reason[] {
  const reasons: Reason[] = [];
  if (input.personOnly) reasons.push(stop('conversation_with_person'));
  if (input.alwaysPerson) reasons.push(stop('customer_wants_person'));
  if (input.policy?.action === 'suggest') reasons.push(stop('policy_suggest', { rule: input.policy.name }));
  return reasons;
}

/** About the message and the reply: each one alone keeps it from leaving by itself, however far Autopilot may go. */
function aboutTheReply(input: GateInput): Reason[] {
  const reasons: Reason[] = riskReasons(input);
  if (input.hiddenText && !input.risks.includes('injection')) reasons.push(stop('hidden_text'));
  if (!input.verified && input.risks.includes('account_data')) reasons.push(stop('unverified_sender'));
  reasons.push(...solvedReason(input));
  if (input.stale) reasons.push(stop('stale_source'));
  for (const code of new Set(input.problems)) reasons.push(stop(`problem_${code}`));
  // That the help center does not answer it is what `solved_source` says.
  if (input.outcome !== 'answerable' && !(input.solved && input.outcome === 'unknown'))
    reasons.push(warn(`outcome_${input.outcome}`));
  if (input.topicRule !== 'default') reasons.push(stop('topic_always_ask', { topic: input.topicName ?? '' }));
  if (input.policy?.action === 'review') reasons.push(stop('policy_review', { rule: input.policy.name }));
  if (input.confidence === null || !isProbability(input.confidence)) reasons.push(stop('no_confidence'));
  return reasons;
}

/** How far Autopilot may go: mode, what is earned, and the numbers that the dice need. */
function aboutAutopilot(input: GateInput): Reason[] {
  const reasons: Reason[] = [];
  if (input.mode !== 'on') reasons.push(warn('mode_ask'));
  if (input.threshold === null || !isProbability(input.threshold)) reasons.push(notEarned(input));
  else if (input.confidence !== null && !(input.confidence >= input.threshold))
    reasons.push(warn('below_threshold', numbers(input)));
  const chances = [input.spotCheckShare, input.dice, input.auditShare, input.auditDice];
  if (!chances.every(isProbability)) reasons.push(stop('no_spot_check'));
  return reasons;
}

function notEarned({ unearned, topicName }: GateInput): Reason {
  if (topicName === null || unearned === null || unearned === 'not_earned') return stop('no_threshold');
  return stop(unearned, { topic: topicName });
}

/** Whose words these are, wherever the draft is shown. */
function solvedReason({ solved }: GateInput): Reason[] {
  return solved ? [stop('solved_source')] : [];
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
  if (input.mode === 'suggest' || input.capReached) reasons.push(...riskReasons(input));
  return reasons;
}

function isProbability(value: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function numbers({ confidence, threshold }: GateInput): Record<string, number> {
  // Down, as on every screen: 92.6% must not read "93% is below the 93%".
  return { confidence: Math.floor((confidence ?? 0) * 100), threshold: percent(threshold) };
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
