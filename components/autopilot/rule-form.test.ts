import { expect, test } from 'vitest';
import { ruleFrom, toForm } from './rule-form.ts';

test('there and back again', () => {
  const rule = {
    name: 'Scale plan at night',
    action: 'review' as const,
    enabled: true,
    conditions: {
      topics: ['billing', 'labels'],
      channels: ['email' as const],
      risks: ['money', 'legal'],
      verified: false,
      alwaysPerson: true,
      languages: ['de', 'fr'],
      attribute: { name: 'Plan', is: ['Scale', 'Enterprise'] },
      hours: { from: '18:00', to: '08:00', zone: 'Europe/Amsterdam', days: [1, 5] },
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

test('days alone are whole days; half a time is not made up', () => {
  const form = { ...toForm(null, 'UTC'), name: 'Weekend', days: ['7', '6'] };
  expect(ruleFrom(form).conditions.hours).toEqual({ from: '00:00', to: '00:00', zone: 'UTC', days: [6, 7] });
  expect(ruleFrom({ ...form, from: '18:00' }).conditions.hours).toMatchObject({ from: '18:00', to: '' });
});
