import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { saveTrustedServer } from './trusted-server.ts';

withTestDatabase();

const admin: CurrentAgent = { id: 1, name: 'Ada', email: 'ada@x.example', role: 'admin' };

test('an admin names the server, or nobody; anything but one name is refused', async () => {
  const [row] = await db()
    .insert(mailboxes)
    .values({ name: 'Support', address: 'support@x.example' })
    .returning({ id: mailboxes.id });
  const id = row?.id ?? 0;
  const save = (name: string, agent = admin) => db().transaction((tx) => saveTrustedServer(tx, agent, id, name));
  const kept = async () => (await db().select().from(mailboxes).where(eq(mailboxes.id, id)))[0]?.authservId;
  await save(' MX.Google.com ');
  expect(await kept()).toBe('mx.google.com');
  for (const wrong of ['mx.x.example; dmarc=pass', 'two names', 'a\nb', '-']) {
    await expect(save(wrong)).rejects.toThrow(Invalid);
  }
  await expect(save('mx.evil.example', { ...admin, role: 'agent' })).rejects.toThrow(Forbidden);
  expect(await kept()).toBe('mx.google.com');
  await save('');
  expect(await kept()).toBeNull();
});
