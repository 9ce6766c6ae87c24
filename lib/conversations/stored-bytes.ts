// Which bytes storage keeps, and for how long: as long as a file refers to them. Knows nothing of what is in them.
import { inArray, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { attachments, storedBytes } from '#db/schema.ts';
import { log } from '#lib/platform/log.ts';
import { nameOf, putBytes, removeStored, type StoredBytes } from '#lib/platform/storage.ts';

/**
 * Flushed when it returns: call it before the transaction that refers to the bytes, never within one. They are safe from collection for a day,
 * referred to or not.
 */
export async function storeBytes(bytes: Uint8Array): Promise<StoredBytes> {
  // Committed by itself and first: it waits for a collection of the same bytes, and what is written afterwards is never without its row.
  await db()
    .insert(storedBytes)
    .values({ storageKey: nameOf(bytes).storageKey })
    .onConflictDoUpdate({ target: storedBytes.storageKey, set: { storedAt: sql`now()` } });
  return putBytes(bytes);
}

const AT_ONCE = 100;

/**
 * Removes what nobody has stored for a day and no file refers to. The row of the bytes is locked while they are removed, and its age is read
 * again under that lock, so an upload of equal bytes either comes first and they stay, or waits and writes them anew. Returns how many are gone.
 */
export async function collectBytes(): Promise<number> {
  let gone = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const done = await collectSome(after);
    gone += done.gone;
    after = done.last;
  }
  if (gone > 0) log.info({ gone }, 'files that nobody refers to were removed');
  return gone;
}

/** @param after the last key that was looked at: bytes that cannot be removed tonight do not hold up the others. */
function collectSome(after: string): Promise<{ gone: number; last: string | undefined }> {
  return db().transaction(async (tx) => {
    const rows = await tx.execute<{ key: string }>(sql`
      select s.storage_key as key from ${storedBytes} s
      where s.storage_key > ${after} and s.stored_at < now() - interval '1 day'
        and not exists (select from ${attachments} a where a.storage_key = s.storage_key and a.storage_key > ${after})
      order by s.storage_key limit ${AT_ONCE} for update of s skip locked`);
    const removed: string[] = [];
    for (const { key } of rows) {
      try {
        await removeStored(key);
        removed.push(key);
      } catch (error) {
        log.error(
          { err: error, file: key },
          'a file that nobody refers to could not be removed; it is tried again tomorrow',
        );
      }
    }
    if (removed.length > 0) await tx.delete(storedBytes).where(inArray(storedBytes.storageKey, removed));
    return { gone: removed.length, last: rows.at(-1)?.key };
  });
}
