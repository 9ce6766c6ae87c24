import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Conflict, Forbidden, Invalid } from '#lib/platform/errors.ts';
import { mailboxByAddress, mailboxForInboundKey } from './find-mailbox.ts';
import {
  addMailbox,
  listMailboxes,
  removeMailbox,
  rotateInboundKey,
  saveSmtp,
  someMailIsCaptured,
} from './mailboxes.ts';
import { openSmtpPassword, passwordForTest } from './smtp-password.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@example.com', role: 'owner' };
const ADDRESS = 'help@example.com';
const smtp = { host: 'smtp.example.com', port: 465, secure: true, user: 'help' };

test('one mailbox per address, whatever its case; only admins', async () => {
  await addMailbox(db(), owner, { name: 'Help', address: 'Help@Example.com' });
  await expect(addMailbox(db(), owner, { name: 'Again', address: ADDRESS })).rejects.toThrow(Invalid);
  await expect(addMailbox(db(), owner, { name: 'Plus', address: 'help+x@example.com' })).rejects.toThrow(Invalid);
  await expect(
    addMailbox(db(), { ...owner, role: 'agent' }, { name: 'No', address: 'no@example.com' }),
  ).rejects.toThrow(Forbidden);
  expect(await mailboxByAddress('HELP@example.com')).toMatchObject({ name: 'Help' });
});

test('the HTTP door: shut, opened by its key, and by no other', async () => {
  const [{ id } = { id: 0 }] = await listMailboxes();
  expect(await mailboxForInboundKey(ADDRESS, '')).toBeNull();
  const first = await rotateInboundKey(db(), owner, id);
  expect(await mailboxForInboundKey(ADDRESS, first)).toMatchObject({ id });
  expect(await mailboxForInboundKey('other@example.com', first)).toBeNull();
  const second = await rotateInboundKey(db(), owner, id);
  expect(await mailboxForInboundKey(ADDRESS, first)).toBeNull();
  expect(await mailboxForInboundKey(ADDRESS, second)).toMatchObject({ id });
  expect(JSON.stringify(await db().select().from(mailboxes))).not.toContain(second);
});

test('the SMTP password is sealed, kept for its own server, and forgotten for another', async () => {
  const [{ id } = { id: 0 }] = await listMailboxes();
  expect(await someMailIsCaptured()).toBe(true);
  await expect(saveSmtp(db(), owner, id, smtp, '')).rejects.toMatchObject({ field: 'password' });
  await saveSmtp(db(), owner, id, smtp, 'p4ss');
  expect(await someMailIsCaptured()).toBe(false);
  const row = await mailboxByAddress(ADDRESS);
  expect(JSON.stringify(row)).not.toContain('p4ss');
  expect(row && openSmtpPassword(row)).toBe('p4ss');

  await saveSmtp(db(), owner, id, smtp, '');
  expect(await passwordForTest(owner, id, smtp, '')).toBe('p4ss');
  expect(await passwordForTest(owner, id, { ...smtp, host: 'evil.example' }, '')).toBeNull();
  await expect(saveSmtp(db(), owner, id, { ...smtp, host: 'evil.example' }, '')).rejects.toMatchObject({
    field: 'password',
  });

  await saveSmtp(db(), owner, id, null, '');
  expect((await mailboxByAddress(ADDRESS))?.smtpPasswordEncrypted).toBeNull();
});

test('the last mailbox cannot be removed', async () => {
  const [{ id } = { id: 0 }] = await listMailboxes();
  await expect(removeMailbox(db(), owner, id)).rejects.toThrow(Conflict);
  await addMailbox(db(), owner, { name: 'Sales', address: 'sales@example.com' });
  await removeMailbox(db(), owner, id);
  expect((await listMailboxes()).map(({ address }) => address)).toEqual(['sales@example.com']);
});

test('two owners who remove the last two mailboxes at once: one stays', async () => {
  const [{ id: first } = { id: 0 }] = await listMailboxes();
  const second = await addMailbox(db(), owner, { name: 'Two', address: 'two@example.com' });
  const removed = await Promise.allSettled(
    [first, second].map((id) => db().transaction((tx) => removeMailbox(tx, owner, id))),
  );
  expect(removed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await listMailboxes()).toHaveLength(1);
});
