// Brings the database to the newest committed migration; one process at a time. The same files and table as drizzle-kit's
// own migrator, which takes a second of CPU only to be imported: every start would pay for it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { CannotStart } from '#lib/platform/errors.ts';

const LOCK = 7_263_361;

type Migration = { madeAt: number; hash: string; statements: string[] };

/** @param folder the migrations' folder, with drizzle's journal. */
export async function migrateDatabase(url: string, folder = join(import.meta.dirname, 'migrations')): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await sql`create schema if not exists drizzle`;
    await sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
    const [last] = await sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`;
    const reached = Number(last?.at ?? 0);
    const known = readMigrations(folder);
    if (known.every(({ madeAt }) => madeAt < reached))
      throw new CannotStart(
        'This database belongs to a newer Tandem. Nothing was changed; start that version, or use another database.',
      );
    await sql.begin(async (tx) => {
      for (const { madeAt, hash, statements } of known.filter((migration) => migration.madeAt > reached)) {
        for (const statement of statements) await tx.unsafe(statement);
        await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${madeAt})`;
      }
    });
  } catch (error) {
    if ((error as { code?: string }).code === '42501')
      throw new CannotStart(
        `The user in DATABASE_URL may not create what Tandem needs (${(error as Error).message}). Nothing was changed; make it the owner of the database.`,
      );
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function readMigrations(folder: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: Array<{ tag: string; when: number }>;
  };
  return journal.entries.map(({ tag, when }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), 'utf8');
    return {
      madeAt: when,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint'),
    };
  });
}
