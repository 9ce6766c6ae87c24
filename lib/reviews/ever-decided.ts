import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';

/** An empty queue means "all done" to a team that has decided something, and "here is how it fills" to one that has not. */
export async function everDecided(): Promise<boolean> {
  const [row] = await db().execute<{ some: boolean }>(
    sql`select exists (select from reviews where decided_at is not null) as some`,
  );
  return row?.some ?? false;
}
