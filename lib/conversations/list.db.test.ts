// A page of a view is read off an index in order, whatever the view holds: without that a million conversations are sorted for each page.
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { withTestDatabase } from '#db/testing.ts';
import { pageQuery } from './list.ts';
import { views } from './views.ts';

withTestDatabase();

type Plan = { 'Node Type': string; 'Scan Direction'?: string; Plans?: Plan[] };
const agent = { id: 1, name: 'Ana', email: 'ana@example.com', role: 'agent' as const };
const cursors = [null, '2026-01-02T03:04:05.000006Z_7'];

test.each(
  [...views, 'team-3' as const, 'team-3-open' as const].flatMap((view) => cursors.map((cursor) => ({ view, cursor }))),
)('$view after $cursor is read in order', async ({ view, cursor }) => {
  const plan = await db().transaction(async (tx) => {
    // The tables here are empty, where reading all is always cheapest.
    await tx.execute(
      sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
    );
    const [row] = await tx.execute<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      sql`explain (format json) ${pageQuery(agent, view, { cursor })}`,
    );
    return row?.['QUERY PLAN'][0].Plan;
  });
  const page = plan && nodes(plan).find((node) => node['Node Type'] === 'Limit');
  expect(page?.Plans?.map((node) => [node['Node Type'], node['Scan Direction']])).toEqual([['Index Scan', 'Backward']]);
});

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

test('a cursor that no page gave is refused', () => {
  for (const cursor of ['7', '2026-01-02T03:04:05Z_7', '2026-13-02T03:04:05.000006Z_7', "'_7"])
    expect(() => pageQuery(agent, 'open', { cursor })).toThrow('This list has moved on');
});
