import { generateKeyPairSync } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { openDkimKey, saveDkim } from './dkim.ts';

withTestDatabase();

const admin: CurrentAgent = { id: 1, name: 'Ada', email: 'ada@x.example', role: 'admin' };
const pem = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

test('a key is made or given, kept sealed, and only for a domain that the address is of', async () => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  const [row] = await db()
    .insert(mailboxes)
    .values({ name: 'Support', address: 'support@mail.x.example' })
    .returning({ id: mailboxes.id });
  const id = row?.id ?? 0;
  const save = (domain: string, key = '', selector = 's1', agent = admin) =>
    db().transaction((tx) => saveDkim(tx, agent, id, { domain, selector }, key));
  const load = async () => {
    const [found] = await db().select().from(mailboxes).where(eq(mailboxes.id, id));
    if (!found) throw new Error('no mailbox');
    return found;
  };
  expect(openDkimKey(await load())).toBeNull();
  await save('X.example.');
  const made = await load();
  expect(made.dkim).toMatchObject({ domain: 'x.example', selector: 's1' });
  expect(made.dkimKeyEncrypted).not.toContain('PRIVATE');
  expect(openDkimKey(made)).toContain('BEGIN PRIVATE KEY');
  // Saved again without a key, it is the same one: the record stays right.
  await save('mail.x.example');
  expect((await load()).dkim?.publicKey).toBe(made.dkim?.publicKey);
  const own = pem(1024);
  await save('mail.x.example', own);
  expect(openDkimKey(await load())).toBe(own);

  for (const wrong of ['y.example', 'ail.x.example', 'example', 'x.example; p=', '']) {
    await expect(save(wrong)).rejects.toThrow(Invalid);
  }
  const ed = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const key of [pem(512), ed, 'no key']) await expect(save('x.example', key)).rejects.toThrow(Invalid);
  await expect(save('x.example', '', 'a b')).rejects.toThrow(Invalid);
  await expect(save('x.example', '', 's1', { ...admin, role: 'agent' })).rejects.toThrow(Forbidden);
  expect(openDkimKey(await load())).toBe(own);
  await db().transaction((tx) => saveDkim(tx, admin, id, null, ''));
  expect(await load()).toMatchObject({ dkim: null, dkimKeyEncrypted: null });
});
