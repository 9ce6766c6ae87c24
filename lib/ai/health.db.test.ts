import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { withTestDatabase } from '#db/testing.ts';
import { mayCall, recordFailure, recordSuccess } from './health.ts';

withTestDatabase();

const now = new Date('2026-09-21T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('five failures in a row rest it for a minute; a success forgives', async () => {
  for (let i = 0; i < 4; i++) await recordFailure(db(), 'openai:m', 'slow', now);
  expect(await mayCall(db(), 'openai:m', now)).toBe(true);
  await recordFailure(db(), 'openai:m', 'slow', now);
  expect(await mayCall(db(), 'openai:m', later(59))).toBe(false);
  expect(await mayCall(db(), 'openai:m', later(60))).toBe(true);
  await recordFailure(db(), 'openai:m', 'slow', later(60));
  expect(await mayCall(db(), 'openai:m', later(90))).toBe(false);
  await recordSuccess(db(), 'openai:m');
  expect(await mayCall(db(), 'openai:m', later(90))).toBe(true);
  expect(await mayCall(db(), 'another', now)).toBe(true);
});
