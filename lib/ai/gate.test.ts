import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import reasons from '#messages/en/reasons.json' with { type: 'json' };
import { gate } from './gate.ts';
import { type GateInput, type Outcome, type ProblemCode, RISKS } from './types.ts';

const sendable: GateInput = {
  mode: 'on',
  threshold: 0.8,
  spotCheckShare: 0.05,
  dice: 0.5,
  auditShare: 0.02,
  auditDice: 0.5,
  unearned: null,
  policy: null,
  kind: 'reply',
  confidence: 0.9,
  outcome: 'answerable',
  risks: [],
  problems: [],
  topicRule: 'default',
  topicName: 'Labels',
  personOnly: false,
  alwaysPerson: false,
  asksPerson: false,
  verified: false,
  hiddenText: false,
  stale: false,
  solved: false,
  language: 'en',
  evidenceLanguage: 'en',
  modelFailed: false,
  capReached: false,
};

const PROBLEMS: ProblemCode[] = [
  'no_source',
  'not_in_source',
  'foreign_link',
  'foreign_address',
  'promise',
  'repeats_customer',
  'not_entailed',
  'not_checked',
  'not_read',
  'not_embedded',
];
const OUTCOMES: Outcome[] = [
  'answerable',
  'partly',
  'unknown',
  'needs_account',
  'out_of_scope',
  'no_reply_needed',
  'person_only',
];

test('with everything in order it sends, and says why', () => {
  expect(gate(sendable)).toEqual({
    action: 'send',
    spotCheck: false,
    audit: false,
    eligible: true,
    reasons: [
      { code: 'confident_enough', tone: 'ok', data: { confidence: 90, threshold: 80 } },
      { code: 'all_sourced', tone: 'ok' },
    ],
  });
  expect(gate({ ...sendable, confidence: 0.8 }).action).toBe('send');
});

describe('each of these alone keeps it from sending', () => {
  const cases: [Partial<GateInput>, string, string][] = [
    [{ mode: 'off' }, 'person', 'mode_off'],
    [{ mode: 'suggest' }, 'suggest', 'mode_suggest'],
    [{ mode: 'ask' }, 'review', 'mode_ask'],
    [{ mode: 'auto' as never }, 'person', 'mode_off'],
    [{ threshold: null }, 'review', 'no_threshold'],
    [{ threshold: Number.NaN }, 'review', 'no_threshold'],
    [{ threshold: -1 }, 'review', 'no_threshold'],
    [{ threshold: undefined as never }, 'review', 'no_threshold'],
    [{ confidence: null }, 'review', 'no_confidence'],
    [{ confidence: Number.NaN }, 'review', 'no_confidence'],
    [{ confidence: 1.5 }, 'review', 'no_confidence'],
    [{ confidence: '0.99' as never }, 'review', 'no_confidence'],
    [{ confidence: 0.7999 }, 'review', 'below_threshold'],
    [{ threshold: null, unearned: 'not_earned' }, 'review', 'no_threshold'],
    [{ threshold: null, unearned: 'topic_few' }, 'review', 'topic_few'],
    [{ threshold: null, unearned: 'topic_worse' }, 'review', 'topic_worse'],
    [{ threshold: null, unearned: 'topic_not_earned' }, 'review', 'topic_not_earned'],
    [{ threshold: null, unearned: 'topic_few', topicName: null }, 'review', 'no_threshold'],
    [{ auditShare: Number.NaN }, 'review', 'no_spot_check'],
    [{ auditDice: 2 }, 'review', 'no_spot_check'],
    [{ policy: { action: 'review', name: 'Scale plan' } }, 'review', 'policy_review'],
    [{ policy: { action: 'suggest', name: 'Scale plan' } }, 'suggest', 'policy_suggest'],
    [{ policy: { action: 'person', name: 'Scale plan' } }, 'person', 'policy_person'],
    [{ policy: { action: 'launch' as never, name: 'odd' } }, 'person', 'policy_person'],
    [{ dice: 0.01 }, 'review', 'spot_check'],
    [{ dice: Number.NaN }, 'review', 'no_spot_check'],
    [{ spotCheckShare: Number.NaN }, 'review', 'no_spot_check'],
    [{ kind: 'abstain', confidence: null }, 'person', 'no_answer'],
    [{ kind: 'question' }, 'person', 'no_answer'],
    [{ kind: 'abstain', outcome: 'needs_account' }, 'person', 'needs_account'],
    [{ kind: 'abstain', outcome: 'out_of_scope' }, 'person', 'out_of_scope'],
    [{ outcome: 'no_reply_needed' }, 'person', 'no_reply_needed'],
    [{ outcome: 'person_only' }, 'person', 'person_only'],
    [{ outcome: 'partly' }, 'review', 'outcome_partly'],
    [{ outcome: 'unknown' }, 'review', 'outcome_unknown'],
    [{ asksPerson: true }, 'person', 'asks_person'],
    [{ personOnly: true }, 'suggest', 'conversation_with_person'],
    [{ alwaysPerson: true }, 'suggest', 'customer_wants_person'],
    [{ topicRule: 'always_ask' }, 'review', 'topic_always_ask'],
    [{ topicRule: 'person' }, 'person', 'topic_person'],
    [{ topicRule: 'new' as never }, 'review', 'topic_always_ask'],
    [{ hiddenText: true }, 'review', 'hidden_text'],
    [{ solved: true }, 'review', 'solved_source'],
    [{ solved: true, outcome: 'unknown' }, 'review', 'solved_source'],
    [{ solved: true, mode: 'suggest' }, 'suggest', 'solved_source'],
    [{ solved: true, personOnly: true }, 'suggest', 'solved_source'],
    [{ modelFailed: true }, 'person', 'model_failed'],
    [{ risks: ['account_data'] }, 'review', 'unverified_sender'],
    ...RISKS.map((risk): [Partial<GateInput>, string, string] => [
      { risks: [risk], verified: true },
      'review',
      `risk_${risk}`,
    ]),
    ...PROBLEMS.map((code): [Partial<GateInput>, string, string] => [
      { problems: [code] },
      'review',
      `problem_${code}`,
    ]),
  ];
  test.each(cases)('%j → %s (%s)', (change, action, code) => {
    const result = gate({ ...sendable, ...change });
    expect(result.action).toBe(action);
    expect(result.reasons.map((reason) => reason.code)).toContain(code);
  });
});

test('the spot check is marked as one, and only when it would have been sent', () => {
  expect(gate({ ...sendable, dice: 0 }).spotCheck).toBe(true);
  expect(gate({ ...sendable, dice: 0, confidence: 0.1 }).spotCheck).toBe(false);
});

test('a rule that says send has no objection, and frees nothing', () => {
  const policy = { action: 'send' as const, name: 'Night' };
  expect(gate({ ...sendable, policy }).action).toBe('send');
  expect(gate({ ...sendable, policy, risks: ['money'] }).action).toBe('review');
  expect(gate({ ...sendable, policy, threshold: null }).action).toBe('review');
});

test('an audit is drawn only for what leaves', () => {
  expect(gate({ ...sendable, auditDice: 0 })).toMatchObject({ action: 'send', audit: true });
  expect(gate({ ...sendable, auditDice: 0, dice: 0 })).toMatchObject({ action: 'review', audit: false });
  expect(gate({ ...sendable, auditDice: 0, mode: 'ask' }).audit).toBe(false);
});

describe('eligible: nothing but mode, threshold and dice stood in its way', () => {
  test.each([
    [{}, true],
    [{ mode: 'ask' }, true],
    [{ mode: 'suggest' }, true],
    [{ threshold: null }, true],
    [{ confidence: 0.1 }, true],
    [{ dice: 0 }, true],
    [{ mode: 'off' }, false],
    [{ risks: ['money'] }, false],
    [{ problems: ['promise'] }, false],
    [{ outcome: 'partly' }, false],
    [{ solved: true }, false],
    [{ topicRule: 'always_ask' }, false],
    [{ policy: { action: 'review', name: 'r' } }, false],
    [{ confidence: null }, false],
    [{ personOnly: true }, false],
    [{ kind: 'abstain' }, false],
  ] as [Partial<GateInput>, boolean][])('%j: %s', (change, eligible) => {
    expect(gate({ ...sendable, ...change }).eligible).toBe(eligible);
  });
});

const number = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double(),
  fc.constant(Number.NaN),
  fc.constant(Number.POSITIVE_INFINITY),
);
const anyInput: fc.Arbitrary<GateInput> = fc.record({
  mode: fc.constantFrom('off', 'suggest', 'ask', 'on'),
  threshold: fc.option(number),
  spotCheckShare: number,
  dice: number,
  auditShare: number,
  auditDice: number,
  unearned: fc.constantFrom(null, 'not_earned', 'topic_few', 'topic_worse', 'topic_not_earned'),
  policy: fc.option(fc.record({ action: fc.constantFrom('send', 'review', 'suggest', 'person'), name: fc.string() })),
  kind: fc.constantFrom('reply', 'question', 'abstain'),
  confidence: fc.option(number),
  outcome: fc.constantFrom(...OUTCOMES),
  risks: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...RISKS])),
  problems: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(PROBLEMS)),
  topicRule: fc.constantFrom('default', 'always_ask', 'person'),
  topicName: fc.constant(null),
  personOnly: fc.boolean(),
  alwaysPerson: fc.boolean(),
  asksPerson: fc.boolean(),
  verified: fc.boolean(),
  hiddenText: fc.boolean(),
  solved: fc.boolean(),
  language: fc.constantFrom('en', 'de'),
  evidenceLanguage: fc.constantFrom('en', null),
  modelFailed: fc.boolean(),
}) as fc.Arbitrary<GateInput>;

test('whatever comes in: send only if every single condition holds', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const may =
        input.mode === 'on' &&
        input.kind === 'reply' &&
        input.outcome === 'answerable' &&
        input.risks.length === 0 &&
        input.problems.length === 0 &&
        input.topicRule === 'default' &&
        !input.personOnly &&
        !input.alwaysPerson &&
        !input.asksPerson &&
        !input.hiddenText &&
        !input.solved &&
        !input.modelFailed &&
        probability(input.confidence) &&
        probability(input.threshold) &&
        probability(input.spotCheckShare) &&
        probability(input.dice) &&
        probability(input.auditShare) &&
        probability(input.auditDice) &&
        (input.policy === null || input.policy.action === 'send') &&
        (input.confidence ?? 0) >= (input.threshold ?? 2) &&
        input.dice >= input.spotCheckShare;
      const result = gate(input);
      expect(result.action === 'send').toBe(may);
      // What leaves, or was drawn for a look, counts in the proof.
      if (may || result.spotCheck) expect(result.eligible).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test('whatever comes in: there is a reason, and the catalogue has words for it', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const result = gate(input);
      expect(result.reasons.length).toBeGreaterThan(0);
      for (const { code } of result.reasons) expect(Object.keys(reasons)).toContain(code);
    }),
  );
});

test('adding a risk or a problem never makes it freer', () => {
  const order = ['person', 'suggest', 'review', 'send'];
  fc.assert(
    fc.property(anyInput, fc.constantFrom(...RISKS), (input, risk) => {
      const more = gate({ ...input, risks: [...new Set([...input.risks, risk])] });
      expect(order.indexOf(more.action)).toBeLessThanOrEqual(order.indexOf(gate(input).action));
    }),
  );
});

function probability(value: number | null): boolean {
  return value !== null && value >= 0 && value <= 1;
}
