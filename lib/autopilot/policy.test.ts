import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GateAction } from '#db/schema/ai.ts';
import type { PolicyConditions } from '#db/schema/autopilot.ts';
import { evaluatePolicy, type PolicyFacts } from './policy.ts';

const facts: PolicyFacts = {
  topic: 'labels',
  channel: 'email',
  language: 'en',
  risks: ['money'],
  attributes: { Plan: 'Scale' },
  verified: false,
  alwaysPerson: false,
  // Friday, 23:30 in Utrecht.
  now: new Date('2026-11-20T22:30:00Z'),
};
const rule = (conditions: PolicyConditions, action: GateAction = 'review', id = 1) => ({
  id,
  name: `r${id}`,
  conditions,
  action,
});
const night = { from: '18:00', to: '08:00', zone: 'Europe/Amsterdam' };

describe('conditions', () => {
  const holds: [PolicyConditions, boolean][] = [
    [{}, true],
    [{ topics: ['labels', 'billing'] }, true],
    [{ topics: ['billing'] }, false],
    [{ channels: ['email'] }, true],
    [{ channels: ['chat'] }, false],
    [{ languages: ['de'] }, false],
    [{ risks: ['legal', 'money'] }, true],
    [{ risks: ['legal'] }, false],
    [{ attribute: { name: 'plan', is: ['growth', 'scale '] } }, true],
    [{ attribute: { name: 'vip', is: ['yes'] } }, false],
    [{ verified: false }, true],
    [{ verified: true }, false],
    [{ alwaysPerson: true }, false],
    [{ hours: night }, true],
    [{ hours: { ...night, days: [5] } }, true],
    [{ hours: { ...night, days: [6] } }, false],
    [{ hours: { from: '08:00', to: '18:00', zone: 'Europe/Amsterdam' } }, false],
    [{ hours: { from: '08:00', to: '18:00', zone: 'America/New_York' } }, true],
    [{ topics: ['labels'], channels: ['chat'] }, false],
  ];
  test.each(holds)('%j: %s', (conditions, expected) => {
    expect(evaluatePolicy([rule(conditions)], facts) !== null).toBe(expected);
  });
  test('Saturday, half past two in the night, belongs to the night that began on Friday', () => {
    const now = new Date('2026-11-21T01:30:00Z');
    expect(evaluatePolicy([rule({ hours: { ...night, days: [5] } })], { ...facts, now })).not.toBeNull();
    expect(evaluatePolicy([rule({ hours: { ...night, days: [6] } })], { ...facts, now })).toBeNull();
  });
});

test('the strictest wins, whatever the order, and every rule that matched is on the record', () => {
  const rules = [
    rule({}, 'send', 1),
    rule({}, 'person', 2),
    rule({}, 'review', 3),
    rule({ topics: ['x'] }, 'person', 4),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(rules, { minLength: 4 }), (shuffled) => {
      const outcome = evaluatePolicy(shuffled, facts);
      expect(outcome).toMatchObject({ action: 'person', name: 'r2' });
      expect([...(outcome?.matched ?? [])].sort()).toEqual([1, 2, 3]);
    }),
  );
});

test('an action that nobody knows is the strictest of all', () => {
  expect(evaluatePolicy([rule({}, 'person', 1), rule({}, 'launch' as never, 2)], facts)?.action).toBe('launch');
});
