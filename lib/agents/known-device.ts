// What a browser in which somebody has signed in before may show: that its guesses are its own. It opens nothing and names nobody.
import { randomToken, sha256, sign, verifySignature } from '#lib/platform/crypto.ts';

const PURPOSE = 'known-device';

/** For a cookie. @param email as it was signed in with. */
export function deviceToken(email: string): string {
  const nonce = randomToken(12);
  return `${nonce}.${sign(signed(email, nonce), PURPOSE)}`;
}

/** What to count this browser's guesses under; null: it was never signed in with this e-mail. */
export function knownDevice(token: string | undefined, email: string): string | null {
  const [nonce = '', signature = '', ...more] = (token ?? '').split('.');
  if (more.length > 0 || nonce.length !== 16 || !verifySignature(signed(email, nonce), signature, PURPOSE)) return null;
  return sha256(nonce).slice(0, 32);
}

const signed = (email: string, nonce: string) => `${email.trim().toLowerCase()} ${nonce}`;
