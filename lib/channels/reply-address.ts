// The address that replies come back to: it names its conversation and proves that we made it up.
import { sign, verifySignature } from '#lib/platform/crypto.ts';

const PURPOSE = 'reply-address';
const SIGNATURE_CHARACTERS = 16;

/** `support@x` and conversation 4821 → `support+r4821.<16 hex>@x`. The signature covers the mailbox too. */
export function replyAddress(mailboxAddress: string, conversationId: number): string {
  const [local, domain] = split(mailboxAddress.toLowerCase());
  const signature = sign(signed(local, domain, conversationId), PURPOSE, SIGNATURE_CHARACTERS);
  return `${local}+r${conversationId}.${signature}@${domain}`;
}

/** The conversation's number; null for an ordinary address, and for one that we did not sign. */
export function conversationOfReplyAddress(address: string): number | null {
  const found = parse(address);
  if (!found || !Number.isSafeInteger(found.conversationId)) return null;
  const { local, domain, conversationId, signature } = found;
  return verifySignature(signed(local, domain, conversationId), signature, PURPOSE, SIGNATURE_CHARACTERS)
    ? conversationId
    : null;
}

/** The mailbox behind a reply address, by its form alone; any other address comes back as it is, in lower case. */
export function mailboxAddressOf(address: string): string {
  const found = parse(address);
  return found ? `${found.local}@${found.domain}` : address.trim().toLowerCase();
}

function parse(address: string) {
  const match = /^([^@]{1,64}?)\+r(\d{1,15})\.([0-9a-f]{16})@([^@\s]{1,255})$/.exec(address.trim().toLowerCase());
  if (!match) return null;
  const [, local = '', id = '', signature = '', domain = ''] = match;
  return { local, domain, conversationId: Number(id), signature };
}

function split(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

const signed = (local: string, domain: string, conversationId: number) => `${local}@${domain}:${conversationId}`;
