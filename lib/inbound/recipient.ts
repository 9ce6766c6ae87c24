// Which mailboxes addresses belong to: their own ones, or reply addresses of their form. Nothing else is ours, so nothing is relayed.
import { db } from '#db/client.ts';
import { mailboxIdsOf } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';

/** In the order of the addresses, each mailbox once; none: not ours. */
export async function mailboxIdsFor(addresses: string[]): Promise<number[]> {
  const asked = addresses.map(mailboxAddressOf);
  const ids = await mailboxIdsOf(db(), asked);
  return [...new Set(asked.flatMap((address) => ids.get(address) ?? []))];
}
