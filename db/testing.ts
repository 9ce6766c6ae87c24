// A database of its own for each test file, cloned from a migrated template. Needs TEST_DATABASE_URL (the test runner sets it).
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { forgetEnv } from '#lib/platform/env.ts';
import { closeDb } from './client.ts';
import { migrateDatabase } from './migrate.ts';

const TEMPLATE = 'tandem_template';

/** Call at the top of a *.db.test.ts file: `db()` then reaches a fresh, migrated database, dropped at the end. */
export function withTestDatabase(): void {
  const name = `tandem_test_${randomBytes(6).toString('hex')}`;
  const server = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:54329/postgres';

  beforeAll(async () => {
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    try {
      await admin`select pg_advisory_lock(7263362)`;
      const [template] = await admin`select 1 from pg_database where datname = ${TEMPLATE}`;
      if (!template) {
        await admin.unsafe(`create database ${TEMPLATE}`);
      }
      await migrateDatabase(named(server, TEMPLATE), join(import.meta.dirname, 'migrations'));
      await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
    } finally {
      await admin.end();
    }
    process.env.DATABASE_URL = named(server, name);
    process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
    forgetEnv();
  });

  afterAll(async () => {
    await closeDb();
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
}

function named(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
