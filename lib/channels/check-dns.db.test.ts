import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import type { Resolve } from '#lib/platform/net/resolve-dns.ts';
import { checkDns } from './check-dns.ts';
import { dkimRecord, saveDkim } from './dkim.ts';

withTestDatabase();

const admin: CurrentAgent = { id: 1, name: 'A', email: 'a@x.test', role: 'admin' };
let id = 0;
let record = { name: '', value: '' };

beforeAll(async () => {
  const [box] = await db()
    .insert(mailboxes)
    .values({ name: 'Help', address: 'support@help.parcelbird.test' })
    .returning({ id: mailboxes.id });
  id = box?.id ?? 0;
  await db().transaction((tx) => saveDkim(tx, admin, id, { domain: 'help.parcelbird.test', selector: 'tandem' }, ''));
  const [row] = await db().select().from(mailboxes).where(eq(mailboxes.id, id));
  if (row?.dkim) record = dkimRecord(row.dkim);
});

/** @param zone by name; a string is one record, `null` a server that does not answer. */
function zoneOf(zone: Record<string, string[] | null>): Resolve {
  return async (name) => {
    const found = zone[name];
    if (found === null) throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });
    if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    // A TXT record comes in pieces of at most 255 bytes.
    return found.map((text) => text.match(/.{1,255}/g) ?? []);
  };
}

const check = (zone: Record<string, string[] | null>) => checkDns(admin, id, zoneOf(zone));

test('nothing there: what to publish is said', async () => {
  expect(record.name).toBe('tandem._domainkey.help.parcelbird.test');
  expect(await check({})).toEqual({
    dkim: { state: 'missing', name: record.name, publish: record.value },
    spf: { state: 'missing', domain: 'help.parcelbird.test', record: null, include: null },
    dmarc: { state: 'missing', name: '_dmarc.help.parcelbird.test', record: null },
  });
});

test('all there; DMARC may stand at a domain above', async () => {
  const found = await check({
    [record.name]: [record.value.replace('p=', 'p= ')],
    'help.parcelbird.test': ['google-site-verification=x', 'v=spf1 include:relay.test -all'],
    '_dmarc.parcelbird.test': ['v=DMARC1; p=reject'],
  });
  expect(found.dkim?.state).toBe('found');
  expect(found.spf).toMatchObject({ state: 'found', record: 'v=spf1 include:relay.test -all' });
  expect(found.dmarc).toMatchObject({ state: 'found', name: '_dmarc.parcelbird.test', record: 'v=DMARC1; p=reject' });
});

test.each<[string, string[] | null, string]>([
  ['another key', ['v=DKIM1; k=rsa; p=MIIBIjANBg'], 'other'],
  ['a key that was taken back', ['v=DKIM1; p='], 'other'],
  ['two keys', ['v=DKIM1; p=a', 'v=DKIM1; p=b'], 'several'],
  ['something else', ['hello'], 'missing'],
  ['no answer', null, 'unanswered'],
])('DKIM: %s', async (_, texts, state) => {
  expect((await check({ [record.name]: texts })).dkim?.state).toBe(state);
});

test('SPF: several records, a provider that is not named, and one that is', async () => {
  expect((await check({ 'help.parcelbird.test': ['v=spf1 -all', 'v=spf1 ~all'] })).spf.state).toBe('several');
  await db()
    .update(mailboxes)
    .set({ smtp: { host: 'smtp.gmail.com', port: 465, secure: true } });
  expect((await check({ 'help.parcelbird.test': ['v=spf1 mx -all'] })).spf).toMatchObject({
    state: 'lacks',
    include: '_spf.google.com',
  });
  expect((await check({ 'help.parcelbird.test': ['v=spf1 include:_spf.google.com ~all'] })).spf.state).toBe('found');
});

test('a mailbox that does not sign has no DKIM to check; agents may not ask', async () => {
  await db().transaction((tx) => saveDkim(tx, admin, id, null, ''));
  expect((await check({})).dkim).toBeNull();
  await expect(checkDns({ ...admin, role: 'agent' }, id, zoneOf({}))).rejects.toThrow(Forbidden);
});
