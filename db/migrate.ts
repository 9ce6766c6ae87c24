// Brings the database to the newest committed migration; one process at a time.
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const LOCK = 7_263_361;

/** @param folder the migrations' folder; the standalone image passes its own. */
export async function migrateDatabase(url: string, folder = join(import.meta.dirname, 'migrations')): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
