// Owns the demo workspace: Parcelbird, a made-up shipping company. Everything it writes carries demo = true.
import type { Tx } from '#db/client.ts';

export async function seedDemo(_tx: Tx, _ownerId: number): Promise<void> {}
