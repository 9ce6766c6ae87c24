// Keys derived from TANDEM_SECRET, one per purpose, so that a leak of one use does not open another.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { env } from './env.ts';

/** AES-256-GCM; the result is base64url of iv (12 bytes), tag (16), ciphertext. */
export function encrypt(plain: string, purpose: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Throws when the text was made with another secret or was changed. */
export function decrypt(sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** Hex HMAC-SHA256, cut to `length` characters (4 bits each). */
export function sign(text: string, purpose: string, length = 32): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('hex').slice(0, length);
}

export function verifySignature(text: string, signature: string, purpose: string, length = 32): boolean {
  return safeEqual(sign(text, purpose, length), signature);
}

export function safeEqual(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** URL-safe, `bytes` × 8 bits of randomness. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

const keys = new Map<string, Buffer>();

function keyFor(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const secret = env().TANDEM_SECRET;
  if (!secret)
    throw new Error('TANDEM_SECRET is not set. Start with `npm start`, or set it to at least 32 random characters.');
  const key = Buffer.from(hkdfSync('sha256', secret, 'tandem', purpose, 32));
  keys.set(purpose, key);
  return key;
}
