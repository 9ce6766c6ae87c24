// Whether the virus scanner answers, as workers found it, and how much waits for it. Knows no file's name.
import { count, eq, isNotNull, lt, or, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { scannerHealth, storedBytes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { scannerAddress } from '#lib/platform/clamd.ts';

export type ScannerState = {
  /** `problem` is a sentence; null: nothing is wrong. Null altogether: no worker has asked yet. */
  health: { version: string | null; wellAt: Date | null; problem: string | null; problemSince: Date | null } | null;
  /** Different contents that have not been checked; `MOST` stands for that many or more. */
  waiting: number;
  /** Different contents. */
  infected: number;
  failed: number;
};

export const MOST_COUNTED = 1_000;
/** As with mailboxes: nobody needs to know to the second. */
const FRESH_SECONDS = 20;

/** @param problem null: it answered. */
export async function noteScanner(problem: string | null, version?: string): Promise<void> {
  const now = sql`now()`;
  const set = problem
    ? { checkedAt: now, problem, problemSince: sql`coalesce(${scannerHealth.problemSince}, now())` }
    : { checkedAt: now, wellAt: now, problem: null, problemSince: null, ...(version ? { version } : {}) };
  await db()
    .insert(scannerHealth)
    .values({ ...set, problemSince: problem ? now : null })
    .onConflictDoUpdate({
      target: scannerHealth.id,
      set,
      setWhere: or(
        problem ? sql`${scannerHealth.problem} is distinct from ${problem}` : isNotNull(scannerHealth.problem),
        version ? sql`${scannerHealth.version} is distinct from ${version}` : undefined,
        lt(scannerHealth.checkedAt, sql`now() - make_interval(secs => ${FRESH_SECONDS})`),
      ),
    });
}

/** Null: no scanner is set. */
export async function loadScanner(agent: CurrentAgent): Promise<ScannerState | null> {
  requireRole(agent, 'admin');
  if (scannerAddress() === null) return null;
  const [[health], waiting, infected, failed] = await Promise.all([
    db().select().from(scannerHealth).where(eq(scannerHealth.id, 1)),
    counted(sql`scan is null`),
    counted(sql`scan = 'infected' and scan in ('infected', 'failed')`),
    counted(sql`scan = 'failed' and scan in ('infected', 'failed')`),
  ]);
  return { health: health ?? null, waiting, infected, failed };
}

async function counted(where: ReturnType<typeof sql>): Promise<number> {
  const some = db()
    .select({ key: storedBytes.storageKey })
    .from(storedBytes)
    .where(where)
    .limit(MOST_COUNTED)
    .as('some');
  const [row] = await db().select({ n: count() }).from(some);
  return row?.n ?? 0;
}
