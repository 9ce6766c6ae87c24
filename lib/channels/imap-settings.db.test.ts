import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { type ImapSettings, imapReaders, mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { imapPasswordForTest, openImapPassword, Sealed } from './imap-password.ts';
import { saveImap } from './imap-settings.ts';
import { addMailbox } from './mailboxes.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@example.com', role: 'owner' };
const imap: ImapSettings = {
  host: 'imap.example.com',
  port: 993,
  secure: true,
  user: 'help@example.com',
  folder: 'INBOX',
  since: '2026-11-25',
  afterwards: 'leave',
};

test('the password is sealed, kept for its own server, and never handed to another', async () => {
  const id = await addMailbox(db(), owner, { name: 'Help', address: 'help@example.com' });
  const save = (settings: ImapSettings | null, password: string) => saveImap(db(), owner, id, settings, password);
  await expect(save(imap, '')).rejects.toMatchObject({ field: 'password' });
  await expect(saveImap(db(), { ...owner, role: 'agent' }, id, imap, 'p4ss')).rejects.toThrow(Forbidden);
  await save(imap, 'p4ss');
  const [row] = await db().select().from(mailboxes);
  expect(JSON.stringify(row)).not.toContain('p4ss');
  expect(openImapPassword(row?.imapPasswordEncrypted ?? '')).toBe('p4ss');
  expect(() => openImapPassword('somebody-elses')).toThrow(Sealed);

  expect(await imapPasswordForTest(owner, id, imap, '')).toBe('p4ss');
  expect(await imapPasswordForTest(owner, id, { ...imap, host: 'evil.example' }, '')).toBeNull();
  await expect(save({ ...imap, host: 'evil.example' }, '')).rejects.toThrow(Invalid);
  await expect(save({ ...imap, afterwards: 'move', moveTo: 'INBOX' }, '')).rejects.toMatchObject({ field: 'moveTo' });
});

test('how far it was read stays with the same mail, and begins again with another folder or day', async () => {
  const [{ id } = { id: 0 }] = await db().select({ id: mailboxes.id }).from(mailboxes);
  const save = (settings: ImapSettings | null) => db().transaction((tx) => saveImap(tx, owner, id, settings, ''));
  await db().insert(imapReaders).values({ mailboxId: id, holder: 'worker', uidValidity: 7, lastUid: 42 });
  await save({ ...imap, afterwards: 'read' });
  expect(await db().select().from(imapReaders)).toMatchObject([{ holder: null, lastUid: 42 }]);
  await save({ ...imap, since: '2026-01-01' });
  expect(await db().select().from(imapReaders)).toEqual([]);
  await save(null);
  expect(await db().select().from(mailboxes)).toMatchObject([{ imap: null, imapPasswordEncrypted: null }]);
});
