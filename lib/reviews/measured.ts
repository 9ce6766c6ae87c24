import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { Measured } from './review-view.ts';

/** A reply is "like this" when its confidence lay within five points; only judged replies count. */
const NEAR = 0.05;

export async function measure(topic: string | null, confidence: number): Promise<Measured> {
  const [row] = await db().execute<Measured>(sql`
    select (count(*) filter (where p.topic = ${topic}))::int as topic,
      (count(*) filter (where ${near(confidence)}))::int as similar,
      (count(*) filter (where r.unchanged and ${near(confidence)}))::int as "similarUnchanged"
    from reviews r join proposals p on p.id = r.proposal_id
    where r.decided_at is not null and r.unchanged is not null and p.kind = 'reply'`);
  return row ?? { topic: 0, similar: 0, similarUnchanged: 0 };
}

const near = (confidence: number) =>
  sql`p.confidence between ${confidence - NEAR}::real and ${confidence + NEAR}::real`;
