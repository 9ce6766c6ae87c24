// A database of its own for each test file, cloned from the migrated template of the run (db/testing-server.ts).
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { forgetEnv } from '#lib/platform/env.ts';
import { closeDb } from './client.ts';
import { databaseOn } from './testing-server.ts';

/** Call at the top of a *.db.test.ts file: `db()` then reaches a fresh, migrated database, dropped at the end. */
export function withTestDatabase(): void {
  const name = `tandem_test_${randomBytes(6).toString('hex')}`;
  const server = inject('testServer');

  beforeAll(async () => {
    await ask(server, `create database ${name} template ${inject('testTemplate')}`);
    process.env.DATABASE_URL = databaseOn(server, name);
    process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
    forgetEnv();
  });

  afterAll(async () => {
    await closeDb();
    await ask(server, `drop database if exists ${name} with (force)`);
  });
}

async function ask(server: string, statement: string): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
