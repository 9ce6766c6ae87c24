// How often one sender may write through the form. Behind it stands a cap on everything, because addresses of machines can be made up.
import type { Tx } from '#db/client.ts';
import { networkOf } from '#lib/platform/client-ip.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { type Hit, hit } from '#lib/platform/rate-limit.ts';

const HOUR = 3600;
const PER_IP = { limit: 20, windowSeconds: HOUR };
const PER_ADDRESS = { limit: 6, windowSeconds: HOUR };
const ALTOGETHER = { limit: 1000, windowSeconds: HOUR };

/** Counts one message. Seconds to wait when it is one too many, else null. Says nothing about whether we know the address. */
export async function formWait(tx: Tx, { ip, email }: { ip: string; email: string }): Promise<number | null> {
  const tries: Hit[] = [
    await hit(tx, `form-ip:${networkOf(ip)}`, PER_IP),
    await hit(tx, `form-address:${sha256(email.toLowerCase()).slice(0, 32)}`, PER_ADDRESS),
  ];
  // What one sender was refused does not count against everybody.
  if (!tries.some((one) => !one.allowed)) tries.push(await hit(tx, 'form-all', ALTOGETHER));
  const waits = tries.flatMap((one) => (one.allowed ? [] : [one.waitSeconds]));
  return waits.length > 0 ? Math.max(...waits) : null;
}
