// The only place that knows the driver. `db()` is one pool per process.
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '#lib/platform/env.ts';
import { prepared } from './prepared.ts';
import * as schema from './schema.ts';

export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction, or the pool where one statement is enough. */
export type Tx = Pick<
  Db,
  | 'select'
  | 'selectDistinct'
  | 'selectDistinctOn'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'query'
  | '$with'
  | 'with'
> & {
  transaction: Db['transaction'];
};

type Connection = { sql: postgres.Sql; db: Db };
// Next bundles route handlers and pages apart; they share one pool through the process itself.
const shared = globalThis as typeof globalThis & { tandemDb?: Connection };

export function db(): Db {
  return connection().db;
}

/** The raw driver, for LISTEN and for COPY-sized work. */
export function rawSql(): postgres.Sql {
  return connection().sql;
}

export function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url)
    throw new Error(
      'DATABASE_URL is not set. `npm start` brings its own database; the worker and web commands need one.',
    );
  return url;
}

export async function closeDb(): Promise<void> {
  const open = shared.tandemDb;
  shared.tandemDb = undefined;
  await open?.sql.end({ timeout: 5 });
}

function connection(): Connection {
  if (!shared.tandemDb) {
    const sql = postgres(databaseUrl(), { max: 10, idle_timeout: 60, connect_timeout: 10, onnotice: () => {} });
    shared.tandemDb = { sql, db: drizzle(prepared(sql), { schema, casing: 'snake_case' }) };
  }
  return shared.tandemDb;
}
