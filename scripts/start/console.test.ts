import { expect, test } from 'vitest';
import { readable } from './console.ts';

const stack = `Error: Failed query: select 1
params: 
    at query (/srv/tandem/lib/inbox.ts:8:66)
    at handle (/srv/tandem/node_modules/postgres/src/connection.js:489:6)
    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)
caused by: PostgresError: the database system is starting up
    at Socket.emit (node:events:514:28)`;

test('a warning is one line, with the reason behind the reason', () => {
  expect(readable(log(40, 'the database does not answer'))).toBe(
    'warning: the database does not answer (conversationId=7) – PostgresError: the database system is starting up',
  );
});

test('an error keeps the frames that are ours, for a report', () => {
  const text = readable(log(50, 'job failed'));
  expect(text).toContain('error: job failed (conversationId=7) – Error: Failed query: select 1');
  expect(text).toContain('/srv/tandem/lib/inbox.ts:8:66');
  expect(text).not.toMatch(/node_modules|node:/);
});

test('what is not a log line stays as it came', () => {
  expect(readable('{ not json')).toBe('{ not json');
  expect(readable('⨯ something else')).toBe('⨯ something else');
});

function log(level: number, msg: string): string {
  return JSON.stringify({ level, time: 1, conversationId: 7, err: { message: 'Failed query: select 1', stack }, msg });
}
