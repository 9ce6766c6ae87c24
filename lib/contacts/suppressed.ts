// Addresses that mail came back from for good: nothing more is sent to them until a person says so. Owns the list and nothing else: why an address is
// on it was read by lib/inbound, what it means for a reply is lib/outbox's business.
import { inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { suppressedAddresses } from '#db/schema.ts';

export type Suppression = { address: string; status: string; words: string; messageId: number };

/** The first reason stays. @returns whether it was new. */
export async function suppress(tx: Tx, { address, status, words, messageId }: Suppression): Promise<boolean> {
  const added = await tx
    .insert(suppressedAddresses)
    .values({ address: address.toLowerCase(), status, words, messageId })
    .onConflictDoNothing()
    .returning({ address: suppressedAddresses.address });
  return added.length > 0;
}

/** Which of these nothing may be sent to; in lower case. */
export async function suppressedAmong(from: Tx | Db, addresses: string[]): Promise<Set<string>> {
  const asked = [...new Set(addresses.map((address) => address.toLowerCase()))];
  if (asked.length === 0) return new Set();
  const rows = await from
    .select({ address: suppressedAddresses.address })
    .from(suppressedAddresses)
    .where(inArray(suppressedAddresses.address, asked));
  return new Set(rows.map(({ address }) => address));
}

/** Takes them off the list. @returns how many stood there. */
export async function allowAgain(tx: Tx, addresses: string[]): Promise<number> {
  const asked = addresses.map((address) => address.toLowerCase());
  if (asked.length === 0) return 0;
  const gone = await tx
    .delete(suppressedAddresses)
    .where(inArray(suppressedAddresses.address, asked))
    .returning({ one: sql<number>`1` });
  return gone.length;
}
