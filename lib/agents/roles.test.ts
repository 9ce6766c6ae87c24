import { expect, test } from 'vitest';
import type { Role } from '#db/schema/agents.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { hasRole, requireRole, roles } from './roles.ts';

test.each<[Role, Role, boolean]>([
  ['viewer', 'viewer', true],
  ['viewer', 'agent', false],
  ['agent', 'agent', true],
  ['agent', 'admin', false],
  ['admin', 'agent', true],
  ['admin', 'owner', false],
  ['owner', 'owner', true],
])('%s where %s is needed: %s', (role, least, allowed) => {
  expect(hasRole({ role }, least)).toBe(allowed);
});

test('a refusal names the role that is needed', () => {
  expect(() => requireRole({ role: 'viewer' }, 'agent')).toThrow(Forbidden);
  expect(() => requireRole({ role: 'viewer' }, 'agent')).toThrow('takes the role agent');
});

test('an owner may do whatever anybody may', () => {
  for (const least of roles) expect(hasRole({ role: 'owner' }, least)).toBe(true);
});
