import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { modelSpend, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { reachedCap } from './cap.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const now = new Date('2026-09-20T12:00:00Z');

test('said while the limit of this month is reached, for a model that costs something', async () => {
  await db().insert(workspace).values({ name: 'Parcelbird', aiMonthlyCapUsd: 5 });
  await db().insert(modelSpend).values({ month: '2026-09', engine: 'openai:x', runs: 9, costUsd: 5.25 });
  expect(await reachedCap(owner, now)).toBeNull();
  await db()
    .update(workspace)
    .set({ aiEngine: { provider: 'openai', model: 'x' } });
  expect(await reachedCap(owner, now)).toEqual({ costUsd: 5.25, capUsd: 5 });
  expect(await reachedCap(owner, new Date('2026-10-01T00:00:00Z'))).toBeNull();
  await db().update(workspace).set({ aiMonthlyCapUsd: 6 });
  expect(await reachedCap(owner, now)).toBeNull();
  await db().update(workspace).set({ aiMonthlyCapUsd: null });
  expect(await reachedCap(owner, now)).toBeNull();
});
