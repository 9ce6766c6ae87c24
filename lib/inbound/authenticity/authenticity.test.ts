import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { expect, test } from 'vitest';
import type { Resolve } from '#lib/platform/net/resolve-dns.ts';
import { parseMail } from '../parse.ts';
import { checkSender } from './check-sender.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const KEY = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
const ZONE: Record<string, string[]> = {
  'TXT s._domainkey.kunde.example': [KEY],
  'TXT s._domainkey.other.example': [KEY],
  'TXT _dmarc.kunde.example': ['v=DMARC1; p=reject'],
  'TXT kunde.example': ['v=spf1 ip4:192.0.2.7 -all'],
};
const resolve: Resolve = async (domain, type) => {
  const found = ZONE[`${type} ${domain}`];
  if (!found) throw Object.assign(new Error(`no ${type} for ${domain}`), { code: 'ENOTFOUND' });
  return type === 'TXT' ? found.map((text) => [text]) : found;
};

const plain =
  'From: Jo <jo@kunde.example>\r\nTo: support@parcelbird.example\r\nSubject: Label\r\nMessage-ID: <1@kunde.example>\r\n\r\nWhere is it?\r\n';

async function signed(by: string, text = plain): Promise<string> {
  const key = { signingDomain: by, selector: 's', privateKey };
  const { signatures } = await dkimSign(text, { ...key, signatureData: [key] });
  return `${signatures}${text}`;
}

async function verdict(
  text: string,
  {
    door = 'imap' as 'imap' | 'smtp',
    ip,
    authservId = null,
    dns = resolve,
  }: { door?: 'imap' | 'smtp'; ip?: string; authservId?: string | null; dns?: Resolve } = {},
) {
  const raw = Buffer.from(text);
  const envelope = { from: 'jo@kunde.example', to: [], ...(ip ? { ip, helo: 'mx.kunde.example' } : {}) };
  return checkSender(await parseMail(raw), raw, { door: door as 'smtp', envelope }, authservId, dns);
}

test('an aligned signature proves the sender; a changed mail, a stranger’s signature and none do not', async () => {
  const good = await signed('kunde.example');
  expect(await verdict(good)).toEqual({
    verified: true,
    authentication: { spf: 'none', dkim: 'pass', dmarc: 'pass', domain: 'kunde.example', by: 'us' },
  });
  expect(await verdict(good.replace('Where', 'Who'))).toMatchObject({
    verified: false,
    authentication: { dkim: 'neutral', dmarc: 'fail' },
  });
  expect(await verdict(await signed('other.example'))).toMatchObject({
    verified: false,
    authentication: { dkim: 'pass', dmarc: 'fail' },
  });
  expect(await verdict(plain)).toMatchObject({ verified: false, authentication: { dkim: 'none', dmarc: 'none' } });
});

test('at our own door the peer’s address counts; behind a relay, or fetched, it does not', async () => {
  expect(await verdict(plain, { door: 'smtp', ip: '192.0.2.7' })).toMatchObject({
    verified: true,
    authentication: { spf: 'pass', dmarc: 'pass' },
  });
  expect(await verdict(plain, { door: 'smtp', ip: '192.0.2.8' })).toMatchObject({
    verified: false,
    authentication: { spf: 'fail' },
  });
  expect(await verdict(plain, { door: 'smtp', ip: '10.0.0.1' })).toMatchObject({
    verified: false,
    authentication: { spf: 'none' },
  });
  expect(await verdict(plain, { ip: '192.0.2.7' })).toMatchObject({ verified: false, authentication: { spf: 'none' } });
});

test('two senders, or DNS that is away, prove nothing and lose nothing', async () => {
  const two = (await signed('kunde.example')).replace('Subject:', 'From: boss@kunde.example\r\nSubject:');
  expect((await verdict(two)).verified).toBe(false);
  const away: Resolve = async () => {
    throw Object.assign(new Error('away'), { code: 'ETIMEOUT' });
  };
  const none = {
    verified: false,
    authentication: { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: 'us' },
  };
  expect(await verdict(await signed('kunde.example'), { dns: away })).toEqual(none);
  expect(await verdict(plain, { door: 'smtp', ip: '192.0.2.7', dns: away })).toEqual(none);
});

test('a receiving server is believed when the owner named it, its first word only, and never at our own door', async () => {
  const said = (server: string, domain = 'kunde.example') =>
    `Authentication-Results: ${server}; spf=pass (all; good) smtp.mailfrom=${domain};\r\n dkim=pass header.d=${domain}; dmarc=pass (p=REJECT) header.from=${domain}\r\n${plain}`;
  const believed = { authservId: 'mx.host.example' };
  expect(await verdict(said('mx.host.example'), believed)).toMatchObject({
    verified: true,
    authentication: { dmarc: 'pass', by: 'receiver' },
  });
  expect((await verdict(said('mx.host.example'))).verified).toBe(false);
  expect((await verdict(said('mx.evil.example'), believed)).verified).toBe(false);
  expect((await verdict(said('mx.host.example', 'evil.example'), believed)).verified).toBe(false);
  expect((await verdict(said('mx.host.example'), { ...believed, door: 'smtp' })).verified).toBe(false);
  const failed = `Authentication-Results: mx.host.example; dmarc=fail header.from=kunde.example\r\n${said('mx.host.example')}`;
  expect((await verdict(failed, believed)).verified).toBe(false);
});
