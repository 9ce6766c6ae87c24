import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import type { DkimSettings } from '#db/schema.ts';
import { openDkimKey } from '#lib/channels/dkim.ts';

/** The mail with the mailbox's DKIM signature before it, or as it is where the mailbox does not sign. Throws when the key cannot be opened. */
export async function signed(
  mailbox: { dkim: DkimSettings | null; dkimKeyEncrypted: string | null },
  raw: Buffer,
): Promise<Buffer> {
  const privateKey = openDkimKey(mailbox);
  if (!mailbox.dkim || !privateKey) return raw;
  const { domain, selector } = mailbox.dkim;
  return buffer(new DKIM({ domainName: domain, keySelector: selector, privateKey }).sign(raw));
}
