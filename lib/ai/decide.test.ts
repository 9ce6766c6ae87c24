import { expect, test } from 'vitest';
import { decide, decideAgain, type Findings, type Standing } from './decide.ts';

const findings: Findings = {
  topic: 'labels',
  channel: 'email',
  dice: 0.9,
  auditDice: 0.9,
  kind: 'reply',
  confidence: 0.95,
  outcome: 'answerable',
  risks: [],
  problems: [],
  asksPerson: false,
  verified: true,
  hiddenText: false,
  stale: false,
  solved: false,
  language: 'en',
  evidenceLanguage: 'en',
  modelFailed: false,
  capReached: false,
};

function standing(trust: Partial<Standing['trust']> = {}, more: Partial<Standing> = {}): Standing {
  const about = () =>
    ({ name: 'Labels', rule: 'default', threshold: 0.8, unearned: null, spotCheckShare: 0.1 }) as const;
  return {
    trust: { mode: 'on', auditShare: 0.1, rules: [], about, ...trust },
    attributes: {},
    personOnly: false,
    alwaysPerson: false,
    now: new Date('2026-01-01T12:00:00Z'),
    ...more,
  };
}

test('nothing changed: the same decision, on the same dice', () => {
  const first = decide(findings, standing());
  expect(first.gate.action).toBe('send');
  expect(first.judgedShare).toBeCloseTo(0.19);
  expect(decideAgain(first, findings, standing())).toBe(first);
});

test.each([
  ['off', standing({ mode: 'off' }), 'person'],
  ['ask', standing({ mode: 'ask' }), 'review'],
  ['suggest', standing({ mode: 'suggest' }), 'suggest'],
  ['a person has it', standing({}, { personOnly: true }), 'suggest'],
  ['the customer wants a person', standing({}, { alwaysPerson: true }), 'suggest'],
  [
    'nothing is earned any more',
    standing({ about: () => ({ ...standing().trust.about(null), threshold: null }) }),
    'review',
  ],
  ['a new rule', standing({ rules: [{ id: 7, name: 'Night', conditions: {}, action: 'person' }] }), 'person'],
  ['more is looked at', standing({ about: () => ({ ...standing().trust.about(null), spotCheckShare: 1 }) }), 'review'],
])('what was tightened meanwhile counts: %s', (_, now, action) => {
  const again = decideAgain(decide(findings, standing()), findings, now);
  expect(again.gate.action).toBe(action);
  expect(again.input.mode).toBe(now.trust.mode);
});

test('what was loosened meanwhile does not: it was not allowed when it was asked', () => {
  const first = decide(findings, standing({ mode: 'ask' }));
  expect(decideAgain(first, findings, standing())).toBe(first);
  expect(first.gate.action).toBe('review');
});
