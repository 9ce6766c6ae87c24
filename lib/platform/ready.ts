// Whether the database answers, for load balancers and health checks.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { log } from './log.ts';

const PATIENCE_MS = 3_000;

export async function databaseAnswers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([db().execute(sql`select 1`), late]);
    return true;
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
