import { expect, test } from 'vitest';
import { conversationOfReplyAddress, mailboxAddressOf, replyAddress } from './reply-address.ts';

process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';

test('a reply address names its conversation and its mailbox, whatever its case', () => {
  const address = replyAddress('Support@Parcelbird.example', 4821);
  expect(address).toMatch(/^support\+r4821\.[0-9a-f]{16}@parcelbird\.example$/);
  expect(conversationOfReplyAddress(address.toUpperCase())).toBe(4821);
  expect(mailboxAddressOf(address)).toBe('support@parcelbird.example');
});

test('another number, another mailbox or another signature names nothing', () => {
  const address = replyAddress('support@parcelbird.example', 4821);
  expect(conversationOfReplyAddress(address.replace('r4821', 'r4822'))).toBeNull();
  expect(conversationOfReplyAddress(address.replace('support', 'sales'))).toBeNull();
  expect(conversationOfReplyAddress(address.replace(/\.[0-9a-f]{16}@/, '.0000000000000000@'))).toBeNull();
  expect(conversationOfReplyAddress('support@parcelbird.example')).toBeNull();
  expect(mailboxAddressOf('Ana@Example.com')).toBe('ana@example.com');
});
