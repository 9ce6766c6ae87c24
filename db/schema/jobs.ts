// What jobs gave up. The queue itself is pg-boss's, in a schema of its own.

import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { at, createdAt, id } from './columns.ts';

/** A job that failed for good; the same one again is the same row. It goes when the job is retried, or succeeds after all. */
export const failedJobs = pgTable(
  'failed_jobs',
  {
    id: id(),
    /** As in lib/jobs/payloads.ts. */
    name: text().notNull(),
    /** Ids only. */
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Why, the last time. */
    reason: text().notNull(),
    times: integer().notNull().default(1),
    firstAt: createdAt(),
    lastAt: createdAt(),
    /** When owners and admins were told of it. */
    toldAt: at(),
    /** Somebody does not want to see it any more. */
    dismissedAt: at(),
  },
  (t) => [
    unique('failed_jobs_once').on(t.name, t.payload),
    index('failed_jobs_shown').on(t.lastAt).where(sql`dismissed_at is null`),
  ],
);
