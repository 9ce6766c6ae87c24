import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Conflict, Forbidden, Invalid } from '#lib/platform/errors.ts';
import { engineSettings, keyFor, loadEngine, saveEngine } from './engine.ts';
import { workspaceExists } from './exists.ts';
import { setUpWorkspace } from './set-up.ts';

withTestDatabase();

const input = { name: 'Ona', email: 'Ona@Example.com', password: 'correct-horse-battery', workspaceName: 'Parcelbird' };
const setUp = (more: Partial<typeof input> = {}) => db().transaction((tx) => setUpWorkspace(tx, { ...input, ...more }));

test('a short password leaves everything as it was', async () => {
  await expect(setUp({ password: 'elevenchars' })).rejects.toThrow(Invalid);
  expect(await workspaceExists()).toBe(false);
  expect(await db().select().from(agents)).toEqual([]);
});

test('two at once: one owner, one workspace, and the other is told', async () => {
  const results = await Promise.allSettled([setUp(), setUp({ email: 'other@example.com', workspaceName: 'Other' })]);
  const lost = results.find((result) => result.status === 'rejected');
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(lost?.status === 'rejected' && lost.reason).toBeInstanceOf(Conflict);
  expect(await db().select().from(agents)).toHaveLength(1);
  expect(await workspaceExists()).toBe(true);
});

test('afterwards setup is closed for ever', async () => {
  await expect(setUp({ email: 'late@example.com' })).rejects.toThrow(Conflict);
  expect(await db().select().from(agents)).toHaveLength(1);
});

test('the AI key goes in sealed, comes out for the model alone, and never goes to another server', async () => {
  const [row] = await db().select().from(agents);
  if (!row) throw new Error('no owner');
  const owner: CurrentAgent = { id: row.id, name: row.name, email: row.email, role: 'owner' };
  await expect(saveEngine(db(), { ...owner, role: 'agent' }, { provider: 'builtin' }, '')).rejects.toThrow(Forbidden);
  await expect(saveEngine(db(), owner, { provider: 'openai', model: 'gpt-5-mini' }, '')).rejects.toMatchObject({
    field: 'key',
  });

  const local = { provider: 'openai-compatible' as const, model: 'm', baseUrl: 'http://localhost:11434/v1' };
  await saveEngine(db(), owner, local, 'sk-secret');
  const [kept] = await db().select().from(workspace).where(eq(workspace.id, 1));
  expect(JSON.stringify(kept)).not.toContain('sk-secret');
  expect(await engineSettings(owner)).toEqual({ engine: local, keySet: true });
  expect(await loadEngine()).toEqual({ engine: local, key: 'sk-secret', guidance: '' });

  await saveEngine(db(), owner, { ...local, model: 'other' }, '');
  expect((await loadEngine()).key).toBe('sk-secret');
  const elsewhere = { ...local, baseUrl: 'https://evil.example/v1' };
  expect(await keyFor(owner, elsewhere, '')).toBeNull();
  await saveEngine(db(), owner, elsewhere, '');
  expect((await loadEngine()).key).toBeNull();
});
