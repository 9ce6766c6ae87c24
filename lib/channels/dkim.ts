// The key that a mailbox signs its mail with. The private half is sealed and opened here alone; the public half is the owner's to publish.
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type DkimSettings, mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { decrypt, encrypt } from '#lib/platform/crypto.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';

const DKIM_KEY = 'dkim-key';
/** RFC 8301. */
const FEWEST_BITS = 1024;
const BITS = 2048;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * `null` stops signing and forgets the key. @param privateKey PEM (RSA); '' keeps the one that is there, and without one a new pair is made.
 */
export async function saveDkim(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  dkim: { domain: string; selector: string } | null,
  privateKey: string,
): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.select().from(mailboxes).where(eq(mailboxes.id, id)).for('update');
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
  if (!dkim) {
    await tx.update(mailboxes).set({ dkim: null, dkimKeyEncrypted: null }).where(eq(mailboxes.id, id));
    return;
  }
  const domain = nameOf(dkim.domain, 'domain', 'Give the domain, e.g. example.com.');
  const selector = nameOf(dkim.selector, 'selector', 'Give a selector of letters, digits and hyphens, e.g. tandem.');
  // Another domain's signature proves nothing about this address (DMARC).
  const own = row.address.slice(row.address.lastIndexOf('@') + 1);
  if (own !== domain && !own.endsWith(`.${domain}`))
    throw new Invalid(`Mail from ${row.address} can only be signed for ${own} or a domain above it.`, 'domain');
  const kept =
    row.dkim && row.dkimKeyEncrypted ? { publicKey: row.dkim.publicKey, sealed: row.dkimKeyEncrypted } : null;
  const pair = privateKey.trim() ? sealedPair(given(privateKey)) : (kept ?? sealedPair(await made()));
  await tx
    .update(mailboxes)
    .set({ dkim: { domain, selector, publicKey: pair.publicKey }, dkimKeyEncrypted: pair.sealed })
    .where(eq(mailboxes.id, id));
}

/** PEM, for signing; null: this mailbox does not sign. Throws when it was sealed with another TANDEM_SECRET. */
export function openDkimKey(mailbox: { dkim: DkimSettings | null; dkimKeyEncrypted: string | null }): string | null {
  if (!mailbox.dkim) return null;
  if (!mailbox.dkimKeyEncrypted) throw new Error('a mailbox signs and has no key');
  return decrypt(mailbox.dkimKeyEncrypted, DKIM_KEY);
}

/** What the owner publishes: a TXT record. */
export function dkimRecord({ domain, selector, publicKey }: DkimSettings): { name: string; value: string } {
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${publicKey}` };
}

function nameOf(text: string, field: string, words: string): string {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (name.length > 200 || !labels.every((label) => LABEL.test(label)) || (field === 'domain' && labels.length < 2))
    throw new Invalid(words, field);
  return name;
}

function given(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.trim());
  } catch {
    throw new Invalid(
      'This is not a private key in PEM form, without a passphrase. Nothing was changed.',
      'privateKey',
    );
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < FEWEST_BITS)
    throw new Invalid(`It takes an RSA key of at least ${FEWEST_BITS} bits. Nothing was changed.`, 'privateKey');
  return key;
}

async function made(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: BITS })).privateKey;
}

function sealedPair(key: KeyObject): { publicKey: string; sealed: string } {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return { publicKey, sealed: encrypt(key.export({ type: 'pkcs8', format: 'pem' }).toString(), DKIM_KEY) };
}
