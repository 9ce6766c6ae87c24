import { expect, test } from 'vitest';
import { type Correspondents, isAddress, isUnread, recipientsOf } from './recipients.ts';

const one = (address: string, name = '') => ({ name, address });
const jonas = one('jonas@customer.test', 'Jonas');
const isOurs = (address: string) => /^support(\+r.*)?@parcelbird\.test$/i.test(address);
const mail = (of: Partial<Correspondents>): Correspondents => ({
  replyTo: [],
  from: jonas,
  to: [one('support@parcelbird.test')],
  cc: [],
  contact: jonas,
  ...of,
});

test('to whom the customer asked to be answered, else to them', () => {
  expect(recipientsOf(mail({}), isOurs, false)).toEqual({ to: jonas, cc: [] });
  const desk = one('desk@customer.test');
  expect(recipientsOf(mail({ replyTo: [desk] }), isOurs, false)?.to).toEqual(desk);
});

test('copies stay, each once, without ourselves', () => {
  const { cc } = recipientsOf(
    mail({
      to: [one('support@parcelbird.test'), one('boss@customer.test')],
      cc: [one('BOSS@customer.test'), one('support+r1.0123456789abcdef@parcelbird.test'), one('Jonas@customer.test')],
    }),
    isOurs,
    false,
  ) ?? { cc: [] };
  expect(cc).toEqual([one('boss@customer.test')]);
});

test('never to ourselves, to nobody, or to a robot', () => {
  const refused = [
    'support@parcelbird.test',
    'no-reply@shop.test',
    'MAILER-DAEMON@x.test',
    'crew-request@lists.test',
    'not an address',
  ];
  for (const address of refused) {
    expect(recipientsOf(mail({ replyTo: [one(address)] }), isOurs, false)?.to).toEqual(jonas);
    const alone = mail({
      replyTo: [one(address)],
      from: one(address),
      contact: one(address),
    });
    expect(recipientsOf(alone, isOurs, false), address).toBeNull();
  }
});

test('what goes by itself is not made to write to many', () => {
  const cc = Array.from({ length: 30 }, (_, n) => one(`victim${n}@x.test`));
  expect(recipientsOf(mail({ cc }), isOurs, true)?.cc).toEqual([]);
  expect(recipientsOf(mail({ cc: cc.slice(0, 2) }), isOurs, true)?.cc).toHaveLength(2);
  expect(recipientsOf(mail({ cc }), isOurs, false)?.cc).toHaveLength(20);
});

test('addresses that could carry a header or a second recipient are none', () => {
  for (const bad of [
    'a@b',
    '@b.test',
    'a b@c.test',
    'a@c.test\r\nBcc: x@y.test',
    'a@c.test,x@y.test',
    '"a"@c.test',
    `${'a'.repeat(300)}@c.test`,
  ])
    expect(isAddress(bad), bad).toBe(false);
  expect(isAddress("o'neil+shop@sub.example.test")).toBe(true);
  expect(isAddress('jörg@bücher.test')).toBe(true);
});

test('addresses that nobody reads', () => {
  for (const address of [
    'noreply@x.test',
    'no_reply+1@x.test',
    'do-not-reply@x.test',
    'donotreply@x.test',
    'bounce+a=b@x.test',
    'crew-request@x.test',
  ])
    expect(isUnread(address), address).toBe(true);
  for (const address of ['norbert@x.test', 'replies@x.test', 'bounce.ben@x.test'])
    expect(isUnread(address), address).toBe(false);
});
