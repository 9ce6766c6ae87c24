import { type SQL, sql } from 'drizzle-orm';

/** A time as ISO 8601 in UTC, to the microsecond: a cursor needs all of it. @param time an expression of ours, never a value from outside. */
export const iso = (time: string): SQL =>
  sql.raw(`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** Whether that is such a time, so that the database reads it. */
export const isIso = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && !Number.isNaN(Date.parse(text));
