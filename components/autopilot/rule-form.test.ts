import { expect, test } from 'vitest';
import { ruleFrom, toForm } from './rule-form.ts';

test('there and back again', () => {
  const rule = {
    name: 'Scale plan at night',
    action: 'review' as const,
    enabled: true,
    conditions: {
      topics: ['billing'],
      channels: ['email' as const],
      risks: ['money'],
      verified: false,
      languages: ['de', 'fr'],
      attribute: { name: 'Plan', is: ['Scale', 'Enterprise'] },
      hours: { from: '18:00', to: '08:00', zone: 'Europe/Amsterdam' },
    },
  };
  expect(ruleFrom(toForm(rule, 'UTC'))).toEqual(rule);
});
test('what is left empty is no condition', () => {
  expect(ruleFrom({ ...toForm(null, 'UTC'), name: 'All' })).toEqual({
    name: 'All',
    conditions: {},
    action: 'review',
    enabled: true,
  });
});
