// Has files checked for viruses: once for equal bytes, newest first, as soon as something refers to them. Called by the clock in every worker.
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { attachments, messages, type ScanResult, storedBytes } from '#db/schema.ts';
import { ScanBroken, ScannerAway, scan, scannerAddress, scannerVersion } from '#lib/platform/clamd.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';
import { readStored } from '#lib/platform/storage.ts';
import { recordEvent } from './events.ts';
import { noteScanner } from './scanner-health.ts';

/** Longer than clamd takes for a file at most: after that another worker may ask. */
const LEASE_SECONDS = 300;
const LONGEST_PAUSE_SECONDS = 600;
const TELL_AT_MOST = 20;

/** Until none is left, or the scanner is away. Returns how many were judged. */
export async function scanFiles(): Promise<number> {
  if (scannerAddress() === null) return 0;
  for (let done = 0; ; done++) {
    const next = await claim();
    if (!next) return done;
    try {
      await judge(next);
      await noteScanner(null);
    } catch (error) {
      if (!(error instanceof ScannerAway)) throw error;
      await release(next);
      await noteScanner(error.message);
      return done;
    }
  }
}

/** Every minute, also when there is nothing to check. */
export async function askScanner(): Promise<void> {
  if (scannerAddress() === null) return;
  try {
    await noteScanner(null, await scannerVersion());
  } catch (error) {
    await noteScanner(error instanceof Error ? error.message : String(error));
  }
}

type Claim = { key: string; attempts: number };

async function claim(): Promise<Claim | null> {
  const [row] = await db().execute<Claim>(sql`
    update ${storedBytes} set scan_after = now() + make_interval(secs => ${LEASE_SECONDS}), scan_attempts = scan_attempts + 1
    where storage_key = (
      select s.storage_key from ${storedBytes} s
      where s.scan is null and s.scan_after <= now()
        and exists (select from ${attachments} a where a.storage_key = s.storage_key)
      order by s.stored_at desc limit 1 for update of s skip locked)
    returning storage_key as key, scan_attempts as attempts`);
  return row ?? null;
}

/** This attempt asked nobody. */
async function release({ key, attempts }: Claim): Promise<void> {
  await db()
    .update(storedBytes)
    .set({ scanAfter: sql`now()`, scanAttempts: attempts - 1 })
    .where(eq(storedBytes.storageKey, key));
}

async function judge({ key, attempts }: Claim): Promise<void> {
  try {
    const verdict = await scan(await readStored(key));
    if (verdict.is === 'clean') return await settle(key, 'clean', null);
    const result = verdict.is === 'infected' ? 'infected' : 'failed';
    log.warn({ file: key, result, said: verdict.words }, 'a file stays closed');
    return await settle(key, result, verdict.words);
  } catch (error) {
    if (error instanceof ScannerAway) throw error;
    log.warn({ err: error, file: key, attempts }, 'a file could not be checked for viruses');
    const hopeless = whyHopeless(error, attempts);
    if (hopeless) return await settle(key, 'failed', hopeless);
    const pause = Math.min(LONGEST_PAUSE_SECONDS, 10 * 2 ** Math.min(attempts - 1, 10));
    await db()
      .update(storedBytes)
      .set({ scanAfter: sql`now() + make_interval(secs => ${pause})` })
      .where(eq(storedBytes.storageKey, key));
  }
}

/** A file store that is away is waited for, however long. */
function whyHopeless(error: unknown, attempts: number): string | null {
  if (error instanceof NotFound && attempts >= 6) return 'its bytes are missing';
  // clamd hangs up on what is too large for it, and what it says then does not always reach us. One that restarts is away meanwhile.
  if (error instanceof ScanBroken && attempts >= 3)
    return 'the scanner hung up on it, as it does when a file is larger than it takes';
  return null;
}

/** Open browsers learn of it, in the conversations that have just got this file; in older ones it says so when they are opened. */
async function settle(key: string, result: ScanResult, words: string | null): Promise<void> {
  await db().transaction(async (tx) => {
    await tx
      .update(storedBytes)
      .set({ scan: result, scanWords: words, scannedAt: sql`now()` })
      .where(and(eq(storedBytes.storageKey, key), isNull(storedBytes.scan)));
    const places = await tx
      .select({
        id: sql<number | null>`coalesce(${messages.conversationId}, ${attachments.draftConversationId})::float8`,
      })
      .from(attachments)
      .leftJoin(messages, eq(messages.id, attachments.messageId))
      .where(and(eq(attachments.storageKey, key), gt(attachments.createdAt, sql`now() - interval '1 day'`)))
      .orderBy(desc(attachments.id))
      .limit(TELL_AT_MOST);
    for (const conversationId of new Set(places.flatMap(({ id }) => (id === null ? [] : [id]))))
      await recordEvent(tx, { type: 'file.checked', conversationId, actor: 'system', data: { result } });
  });
}
