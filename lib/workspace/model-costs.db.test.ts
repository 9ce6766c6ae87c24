import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { loadEngine, saveEngine } from './engine.ts';
import { saveModelCosts } from './model-costs.ts';

withTestDatabase();

test('limit and price are kept; the price belongs to the model it was named for', async () => {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [row] = await db().insert(agents).values({ name: 'Ona', email: 'ona@example.com', role: 'owner' }).returning();
  const owner = { id: row?.id ?? 0, name: 'Ona', email: 'ona@example.com', role: 'owner' as const };
  const local = { provider: 'openai-compatible' as const, model: 'm', baseUrl: 'http://localhost:11434/v1' };
  await saveEngine(db(), owner, local, 'sk-secret');
  const price = { in: 0.5, out: 1.5 };
  await expect(saveModelCosts(db(), { ...owner, role: 'agent' }, { capUsd: 5, price })).rejects.toThrow(Forbidden);
  await expect(saveModelCosts(db(), owner, { capUsd: 0, price })).rejects.toThrow(Invalid);
  await expect(saveModelCosts(db(), owner, { capUsd: 5, price: { in: -1, out: 1 } })).rejects.toThrow(Invalid);
  await saveModelCosts(db(), owner, { capUsd: 5, price });
  expect((await db().select().from(workspace))[0]?.aiMonthlyCapUsd).toBe(5);
  await saveEngine(db(), owner, local, '');
  expect(await loadEngine()).toEqual({ engine: { ...local, price }, key: 'sk-secret', guidance: '' });
  await saveEngine(db(), owner, { ...local, model: 'other' }, '');
  expect((await loadEngine()).engine).toEqual({ ...local, model: 'other' });
});
