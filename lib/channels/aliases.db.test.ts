import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { oursAmong, saveAliases } from './aliases.ts';
import { mailboxByAddress, mailboxForInboundKey } from './find-mailbox.ts';
import { addMailbox, listMailboxes, removeMailbox, rotateInboundKey } from './mailboxes.ts';
import { replyAddress } from './reply-address.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.example', role: 'owner' };
const save = (id: number, addresses: string[], agent = owner) =>
  db().transaction((tx) => saveAliases(tx, agent, id, addresses));

test('a mailbox is found by each of its addresses, and an address has one mailbox', async () => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  const add = (address: string) => db().transaction((tx) => addMailbox(tx, owner, { name: address, address }));
  const support = await add('support@x.example');
  const sales = await add('sales@x.example');
  await save(support, [' Help@X.example', 'help@x.example', 'support@x.example', '']);
  expect((await listMailboxes()).map(({ aliases }) => aliases)).toEqual([['help@x.example'], []]);
  expect(await mailboxByAddress('HELP@x.example')).toMatchObject({ id: support, address: 'support@x.example' });
  expect([...(await oursAmong(db(), ['help@x.example', 'sales@x.example', 'jo@y.example']))].sort()).toEqual([
    'help@x.example',
    'sales@x.example',
  ]);
  const key = await rotateInboundKey(db(), owner, support);
  expect(await mailboxForInboundKey('help@x.example', key)).toMatchObject({ id: support });

  for (const taken of ['help@x.example', 'support@x.example'])
    await expect(save(sales, ['info@x.example', taken])).rejects.toThrow(Invalid);
  await expect(add('help@x.example')).rejects.toThrow(Invalid);
  for (const wrong of ['no address', 'a@b', '<a@x.example>', replyAddress('sales@x.example', 7)])
    await expect(save(sales, [wrong])).rejects.toThrow(Invalid);
  await expect(save(sales, [], { ...owner, role: 'agent' })).rejects.toThrow(Forbidden);
  expect(await mailboxByAddress('info@x.example')).toBeNull();

  await db().transaction((tx) => removeMailbox(tx, owner, support));
  await save(sales, ['help@x.example']);
  expect(await mailboxByAddress('help@x.example')).toMatchObject({ id: sales });
});

test('two who want the same address at once do not both get it', async () => {
  const rows = await listMailboxes();
  const [first] = rows;
  const results = await Promise.allSettled([
    save(first?.id ?? 0, ['race@x.example']),
    db().transaction((tx) => addMailbox(tx, owner, { name: 'Race', address: 'race@x.example' })),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
