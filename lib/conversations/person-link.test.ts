import { expect, test } from 'vitest';
import { conversationOfPersonToken, personLink } from './person-link.ts';

process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';

const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

test('the link names its conversation', () => {
  const link = personLink(4821);
  expect(link).toMatch(/^https?:\/\/[^/]+\/help\/person\/4821\.[0-9a-f]{32}$/);
  expect(conversationOfPersonToken(tokenOf(link))).toBe(4821);
});

test('another number, a shorter signature or anything else names nothing', () => {
  const token = tokenOf(personLink(4821));
  for (const made of [token.replace('4821', '4822'), token.slice(0, -1), `0${token}`, `${token} `, '4821', '', '4821.'])
    expect(conversationOfPersonToken(made)).toBeNull();
});
