// The badges: read from the counters that a trigger keeps, never by counting conversations.
import { inArray, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { viewCounts } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { type View, views } from './views.ts';

export type Counts = Record<View, number>;

/** How many conversations each view holds for this agent. */
export async function countViews(agent: CurrentAgent): Promise<Counts> {
  const keyOf = (view: View) => (view === 'mine' ? `mine:${agent.id}` : view);
  const rows = await db()
    .select({ key: viewCounts.key, n: sql<number>`sum(${viewCounts.n})::int` })
    .from(viewCounts)
    .where(inArray(viewCounts.key, views.map(keyOf)))
    .groupBy(viewCounts.key);
  const found = new Map(rows.map((row) => [row.key, row.n]));
  return Object.fromEntries(views.map((view) => [view, Math.max(0, found.get(keyOf(view)) ?? 0)])) as Counts;
}
