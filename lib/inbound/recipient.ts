// Which mailbox an address belongs to: its own address, or a reply address of its form. Nothing else is ours, so nothing is relayed.
import { mailboxByAddress } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';

/** Null: not ours. */
export async function mailboxIdFor(address: string): Promise<number | null> {
  return (await mailboxByAddress(mailboxAddressOf(address)))?.id ?? null;
}
