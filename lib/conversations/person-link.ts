// The one step from an answer of the AI's to a person: a link that names its conversation and cannot be made up.
import { sign, verifySignature } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';

const PURPOSE = 'person-link';
const SIGNATURE_CHARACTERS = 32;

/** `<TANDEM_URL>/help/person/<number>.<32 hex>`. Opening it must change nothing: mail scanners open links. */
export function personLink(conversationId: number): string {
  const token = `${conversationId}.${sign(String(conversationId), PURPOSE, SIGNATURE_CHARACTERS)}`;
  return `${env().TANDEM_URL.replace(/\/+$/, '')}/help/person/${token}`;
}

/** The conversation's number; null for a token that we did not sign. */
export function conversationOfPersonToken(token: string): number | null {
  const match = /^([1-9]\d{0,14})\.([0-9a-f]{32})$/.exec(token);
  if (!match) return null;
  const [, id = '', signature = ''] = match;
  return verifySignature(id, signature, PURPOSE, SIGNATURE_CHARACTERS) ? Number(id) : null;
}
