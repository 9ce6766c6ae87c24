// Whether a notification comes from Amazon SNS: signed with a certificate that stands on a server of Amazon's, and nowhere else.
import { createPublicKey, createVerify } from 'node:crypto';
import { z } from 'zod';

export const snsMessage = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  Subject: z.string().optional(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
export type SnsMessage = z.infer<typeof snsMessage>;

const LARGEST = 64 * 1024;
const PATIENCE_MS = 10_000;

/** `get` fetches from an address that has been found to be Amazon's. */
export async function isFromSns(message: SnsMessage, get: (url: string) => Promise<string>): Promise<boolean> {
  if (!isAmazons(message.SigningCertURL) || !new URL(message.SigningCertURL).pathname.endsWith('.pem')) return false;
  const certificate = await get(message.SigningCertURL);
  const verify = createVerify(message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1');
  verify.update(signedText(message));
  try {
    return verify.verify(createPublicKey(certificate), message.Signature, 'base64');
  } catch {
    return false;
  }
}

/** A server of SNS, over TLS, on its usual port, without a name or password before it. */
export function isAmazons(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  const host = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$/.test(hostname);
  return protocol === 'https:' && host && port === '' && username === '' && password === '';
}

const known = new Map<string, string>();

/** Certificates stay; Amazon gives a new one a new address. */
export async function getFromAmazon(url: string): Promise<string> {
  const kept = known.get(url);
  if (kept) return kept;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  if (!response.ok || text.length > LARGEST) throw new Error(`Amazon answered with status ${response.status}`);
  if (url.endsWith('.pem') && known.size < 100) known.set(url, text);
  return text;
}

/** In Amazon's order: each name and value on a line of its own. */
export function signedText(message: SnsMessage): string {
  const names =
    message.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return names.map((name) => (message[name] === undefined ? '' : `${name}\n${message[name]}\n`)).join('');
}
