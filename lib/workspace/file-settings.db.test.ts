import { afterEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { extensionsIn, loadFileSettings, saveFileLimits, saveOpenUnchecked } from './file-settings.ts';

withTestDatabase();

afterEach(() => {
  delete process.env.ATTACHMENT_BLOCKED;
  delete process.env.ATTACHMENT_MAX_MB;
  forgetEnv();
});

async function agent(role: CurrentAgent['role']): Promise<CurrentAgent> {
  const [row] = await db()
    .insert(agents)
    .values({ name: role, email: `${role}@x.test`, role })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  return row as CurrentAgent;
}

test('what the server is set to holds until the workspace says otherwise', async () => {
  expect(await loadFileSettings()).toMatchObject({ largestMb: 20, formMb: 10, openUnchecked: false });
  expect((await loadFileSettings()).blocked).toContain('exe');
  process.env.ATTACHMENT_MAX_MB = '0.5';
  process.env.ATTACHMENT_BLOCKED = '.zip, *.RAR';
  forgetEnv();
  await db().insert(workspace).values({ name: 'W' });
  expect(await loadFileSettings()).toEqual({
    largestMb: 0.5,
    formMb: 10,
    blocked: ['zip', 'rar'],
    openUnchecked: false,
  });
  const admin = await agent('admin');
  await db().transaction((tx) => saveFileLimits(tx, admin, { replyMb: 7, formMb: 3, blocked: 'EXE .exe; js' }));
  await db().transaction((tx) => saveOpenUnchecked(tx, admin, true));
  expect(await loadFileSettings()).toEqual({ largestMb: 7, formMb: 3, blocked: ['exe', 'js'], openUnchecked: true });
  await db().transaction((tx) => saveFileLimits(tx, admin, { replyMb: 7, formMb: 3, blocked: '' }));
  expect((await loadFileSettings()).blocked).toEqual([]);
});

test('only admins set it', async () => {
  const one = await agent('agent');
  await expect(
    db().transaction((tx) => saveFileLimits(tx, one, { replyMb: 1, formMb: 1, blocked: '' })),
  ).rejects.toThrow(Forbidden);
  await expect(db().transaction((tx) => saveOpenUnchecked(tx, one, true))).rejects.toThrow(Forbidden);
});

test('extensions are read however they are written', () => {
  expect(extensionsIn(' .exe,*.JS;\n\tbat  exe ')).toEqual(['exe', 'js', 'bat']);
  expect(extensionsIn(' ,. ')).toEqual([]);
});
