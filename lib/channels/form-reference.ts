// What a visitor gets for a message of the contact form: a name for it that tells nothing, and that only the team can look up.
import { sign } from '#lib/platform/crypto.ts';

/** Crockford's: no I, L, O or U, so that it can be read out. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** `7QFX-02MA-9KDE`: the same content makes the same, nobody else can make it. */
export function formReference(content: string): string {
  let rest = BigInt(`0x${sign(content, 'form-reference', 16)}`);
  let letters = '';
  for (let i = 0; i < LENGTH; i++) {
    letters += LETTERS[Number(rest % 32n)];
    rest /= 32n;
  }
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The reference in what somebody typed or said; null when it is none. */
export function readFormReference(text: string): string | null {
  const letters = text.trim().toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (letters.length !== LENGTH || [...letters].some((letter) => !LETTERS.includes(letter))) return null;
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The Message-ID of the form's message, up to its @: what makes the same form posted twice one message. */
export function formMailId(reference: string): string {
  return `form-${reference.replaceAll('-', '').toLowerCase()}`;
}
