// Further addresses that a mailbox takes mail for: each belongs to one mailbox, and none is another mailbox's own.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailboxAliases, mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { mailboxIdsOf } from './find-mailbox.ts';
import { mailboxAddressOf } from './reply-address.ts';

const MOST = 50;

/** Replaces the mailbox's list. Throws Invalid, with nothing changed, when an address is no address or somebody else's. */
export async function saveAliases(tx: Tx, agent: CurrentAgent, id: number, addresses: string[]): Promise<void> {
  requireRole(agent, 'admin');
  await lockAddresses(tx);
  const [mailbox] = await tx.select({ address: mailboxes.address }).from(mailboxes).where(eq(mailboxes.id, id));
  if (!mailbox) throw new NotFound('This mailbox is gone. Reload the page.');
  const wanted = [...new Set(addresses.map((one) => one.trim().toLowerCase()))].filter(
    (one) => one && one !== mailbox.address,
  );
  if (wanted.length > MOST) throw refused(`Give at most ${MOST} addresses.`);
  for (const one of wanted) {
    if (!/^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]+\.[\p{L}\p{N}-]+$/u.test(one) || one.length > 254)
      throw refused(`“${one.slice(0, 80)}” does not look like an e-mail address.`);
    if (mailboxAddressOf(one) !== one) throw refused(`${one} has the form of a reply address, which are made here.`);
  }
  await tx.delete(mailboxAliases).where(eq(mailboxAliases.mailboxId, id));
  if (wanted.length === 0) return;
  const [taken] = await oursAmong(tx, wanted);
  if (taken) throw refused(`${taken} belongs to another mailbox. Nothing was changed.`);
  await tx.insert(mailboxAliases).values(wanted.map((address) => ({ address, mailboxId: id })));
}

/** Which of these are a mailbox's own address or a further one. @param addresses lower case, without a reply part. */
export async function oursAmong(tx: Pick<Tx, 'select'>, addresses: string[]): Promise<Set<string>> {
  return new Set((await mailboxIdsOf(tx, addresses)).keys());
}

export async function isAlias(tx: Pick<Tx, 'select'>, address: string): Promise<boolean> {
  const [row] = await tx.select().from(mailboxAliases).where(eq(mailboxAliases.address, address));
  return row !== undefined;
}

/** Two tables share one set of addresses, which no index spans: whoever adds one waits here for the other. */
export async function lockAddresses(tx: Pick<Tx, 'execute'>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('mailbox addresses'))`);
}

const refused = (words: string) => new Invalid(words, 'aliases');
