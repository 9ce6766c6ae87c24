// What each provider posts, and what somebody else might post in its name.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { readMailgun } from './mailgun.ts';
import { readPostmark } from './postmark.ts';
import { readSendgrid } from './sendgrid.ts';
import { readSes } from './ses.ts';
import { isAmazons, type SnsMessage, signedText } from './sns-signature.ts';

const RAW = 'From: Jonas <jonas@kunde.example>\r\nMessage-ID: <1@kunde.example>\r\n\r\nHello';
const posted = (body: object) => ({ body: Buffer.from(JSON.stringify(body)), contentType: 'application/json' });
const form = (fields: Record<string, string>) => ({
  body: Buffer.from(new URLSearchParams(fields).toString()),
  contentType: 'application/x-www-form-urlencoded',
});

test('Postmark: the raw mail where it is sent along', async () => {
  const handed = await readPostmark(
    posted({
      RawEmail: RAW,
      OriginalRecipient: 'support+r7.0123456789abcdef@x.example',
      FromFull: { Email: 'a@b.example' },
    }),
  );
  expect(handed).toEqual({
    raw: Buffer.from(RAW),
    envelope: { from: '', to: ['support+r7.0123456789abcdef@x.example'] },
  });
});

test('Postmark: the parts become a mail with the same names, threads and files', async () => {
  const handed = await readPostmark(
    posted({
      FromFull: { Email: 'jonas@kunde.example', Name: 'Jonas Weber' },
      ToFull: [{ Email: 'support@x.example', Name: 'Support' }],
      Subject: 'Grüße',
      Date: 'Wed, 25 Nov 2026 10:00:00 +0100',
      TextBody: 'Hello',
      HtmlBody: '<p>Hello</p>',
      Headers: [
        { Name: 'Message-ID', Value: '<7@kunde.example>' },
        { Name: 'References', Value: '<6@x.example>' },
        { Name: 'Auto-Submitted', Value: 'auto-replied' },
        { Name: 'Return-Path', Value: '<bounce@kunde.example>' },
        { Name: 'X-Evil', Value: 'a\r\nBcc: other@x.example' },
        { Name: 'X Bad\r\n', Value: 'never' },
      ],
      Attachments: [
        { Name: '../../etc/label.pdf', ContentType: 'application/pdf', Content: Buffer.from('pdf').toString('base64') },
      ],
    }),
  );
  if (!('raw' in handed)) throw new Error('no mail');
  const mail = await PostalMime.parse(handed.raw);
  expect(mail).toMatchObject({
    from: { name: 'Jonas Weber', address: 'jonas@kunde.example' },
    subject: 'Grüße',
    messageId: '<7@kunde.example>',
    references: '<6@x.example>',
    attachments: [{ filename: expect.not.stringContaining('/'), mimeType: 'application/pdf' }],
  });
  expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');
  expect(mail.headers.some(({ key }) => key === 'bcc' || key.includes('bad'))).toBe(false);
  expect(handed.envelope).toEqual({ from: 'bounce@kunde.example', to: ['support@x.example'] });
  await expect(readPostmark(posted({ hello: 1 }))).rejects.toThrow(Invalid);
});

test('Mailgun: the raw mail, and only with its signature of the last minutes', async () => {
  const now = Date.now();
  const at = String(Math.floor(now / 1000));
  const signature = (key: string, time = at) => createHmac('sha256', key).update(`${time}token`).digest('hex');
  const fields = {
    sender: 'a@b.example',
    recipient: 'support@x.example',
    timestamp: at,
    token: 'token',
    'body-mime': RAW,
  };
  const read = (more: object, key = 'secret') => readMailgun(form({ ...fields, ...more }), key, now);
  expect(await read({ signature: signature('secret') })).toEqual({
    raw: Buffer.from(RAW),
    envelope: { from: 'a@b.example', to: ['support@x.example'] },
  });
  await expect(read({ signature: signature('other') })).rejects.toThrow(Forbidden);
  await expect(read({ signature: '' })).rejects.toThrow(Forbidden);
  const old = String(Math.floor(now / 1000) - 3600);
  await expect(read({ timestamp: old, signature: signature('secret', old) })).rejects.toThrow(Forbidden);
  await expect(read({ signature: signature('secret'), 'body-mime': '' })).rejects.toThrow(Invalid);
});

test('SendGrid: the raw mail and the envelope, which may be missing or odd', async () => {
  const envelope = JSON.stringify({ from: 'a@b.example', to: ['support@x.example'] });
  expect(await readSendgrid(form({ email: RAW, envelope }))).toMatchObject({ envelope: { from: 'a@b.example' } });
  expect(await readSendgrid(form({ email: RAW, envelope: '{"to":7' }))).toMatchObject({
    envelope: { from: '', to: [] },
  });
  await expect(readSendgrid(form({ text: 'parsed only' }))).rejects.toThrow(/raw, full MIME/);
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem';

function sns(more: Partial<SnsMessage>): SnsMessage {
  const message: SnsMessage = {
    Type: 'Notification',
    MessageId: 'id',
    TopicArn: 'arn:aws:sns:eu-west-1:1:mail',
    Message: '',
    Timestamp: '2026-11-25T00:00:00Z',
    SignatureVersion: '2',
    SigningCertURL: CERTIFICATE,
    Signature: '',
    ...more,
  };
  const hash = message.SignatureVersion === '2' ? 'sha256' : 'sha1';
  return { ...message, Signature: sign(hash, Buffer.from(signedText(message)), privateKey).toString('base64') };
}

test('SES: a signed mail, plain or base64; a subscription is confirmed at Amazon and nowhere else', async () => {
  const asked: string[] = [];
  const get = async (url: string) => {
    asked.push(url);
    return String(publicKey.export({ type: 'spki', format: 'pem' }));
  };
  const read = (message: SnsMessage) => readSes(posted(message), get);
  const mail = { source: 'a@b.example', destination: ['support@x.example'] };
  const received = (content: string, encoding?: string) =>
    JSON.stringify({ notificationType: 'Received', mail, content, receipt: { action: { encoding } } });
  const whole = { raw: Buffer.from(RAW), envelope: { from: 'a@b.example', to: ['support@x.example'] } };
  expect(await read(sns({ Message: received(RAW) }))).toEqual(whole);
  expect(await read(sns({ Message: received(RAW), SignatureVersion: '1' }))).toEqual(whole);
  expect(await read(sns({ Message: received(Buffer.from(RAW).toString('base64'), 'BASE64') }))).toEqual(whole);
  expect(await read(sns({ Message: 'hello', Subject: 'a test' }))).toEqual({ nothing: 'not a mail' });
  await expect(read({ ...sns({ Message: received(RAW) }), Message: received('forged') })).rejects.toThrow(Forbidden);
  await expect(read(sns({ Message: JSON.stringify({ notificationType: 'Received', mail }) }))).rejects.toThrow(
    /150 kB/,
  );

  const SubscribeURL = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
  const subscription = { Type: 'SubscriptionConfirmation' as const, Token: 't' };
  expect(await read(sns({ ...subscription, SubscribeURL }))).toEqual({ nothing: 'subscribed' });
  expect(asked).toContain(SubscribeURL);
  asked.length = 0;
  await expect(read(sns({ ...subscription, SubscribeURL: 'http://127.0.0.1/' }))).rejects.toThrow(Invalid);
  await expect(read(sns({ SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem' }))).rejects.toThrow(
    Forbidden,
  );
  expect(asked).toEqual([CERTIFICATE]);
});

test.each([
  ['https://sns.us-east-1.amazonaws.com/x.pem', true],
  ['https://sns.cn-north-1.amazonaws.com.cn/x.pem', true],
  ['http://sns.us-east-1.amazonaws.com/x.pem', false],
  ['https://sns.us-east-1.amazonaws.com:8443/x.pem', false],
  ['https://user@sns.us-east-1.amazonaws.com/x.pem', false],
  ['https://s3.us-east-1.amazonaws.com/bucket/x.pem', false],
  ['https://sns.evil.example/?sns.us-east-1.amazonaws.com', false],
  ['https://sns.us-east-1.amazonaws.com.evil.example/x.pem', false],
  ['not an address', false],
])('%s is Amazon’s: %s', (address, amazons) => {
  expect(isAmazons(address)).toBe(amazons);
});
