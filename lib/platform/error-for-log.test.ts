import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, test } from 'vitest';
import { errorForLog } from './error-for-log.ts';

test('a failed query is logged with its statement and its cause, without its values', () => {
  const cause = Object.assign(new Error('duplicate key value'), { code: '23505' });
  const logged = errorForLog(
    new DrizzleQueryError('insert into contacts values ($1)', ['ada@example.com\n    at number 7'], cause),
  );
  expect(logged.message).toBe('Failed query: insert into contacts values ($1)');
  expect(logged.stack).toMatch(/error-for-log\.test\.ts/);
  expect(logged.stack).toMatch(/\ncaused by: Error: duplicate key value\n\s+at /);
  expect(JSON.stringify(logged)).not.toMatch(/ada@|number 7/);
});

test('what hangs on an error stays out, its code does not', () => {
  const error = Object.assign(new Error('terminating connection'), {
    code: '57P01',
    client: { secretKey: 1262233087 },
  });
  const logged = errorForLog(error);
  expect(logged.code).toBe('57P01');
  expect(JSON.stringify(logged)).not.toContain('1262233087');
});

test('what is no error is logged as what it says', () => {
  expect(errorForLog('out of paper')).toEqual({ type: 'string', message: 'out of paper', stack: '' });
});
