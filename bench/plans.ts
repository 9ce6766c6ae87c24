// The inbox's own queries at this size: how long each takes, and the plan of every statement that takes too long.
import { readFileSync, statSync } from 'node:fs';
import { say } from '../scripts/start/console.ts';
import { type Figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';

const RUNS = 40;
const SLOW_MS = 15;
// Any words, however common.
const SLOW_SEARCH_MS = 50;

/** Says each slow plan; returns the time of each query. */
export async function measurePlans(installation: Installation): Promise<Figure[]> {
  const queries = await queriesOf(installation);
  const figures: Figure[] = [];
  for (const [name, run] of queries) {
    const times: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      const began = performance.now();
      await run(n);
      times.push(performance.now() - began);
    }
    figures.push({
      name: `query: ${name}, p50`,
      value: percentile(times, 0.5),
      unit: 'ms',
      atMost: name.startsWith('search') ? SLOW_SEARCH_MS : SLOW_MS,
    });
    figures.push({ name: `query: ${name}, p95`, value: percentile(times, 0.95), unit: 'ms' });
  }
  await saySlowPlans(installation, queries);
  const { closeDb } = await import('#db/client.ts');
  await closeDb();
  return figures;
}

type Query = [name: string, run: (n: number) => Promise<unknown>];

async function queriesOf({ sql }: Installation): Promise<Query[]> {
  const [
    { listConversations, cursorOf },
    { views },
    { countViews },
    { loadConversation },
    { searchConversations },
    reviews,
  ] = await Promise.all([
    import('#lib/conversations/list.ts'),
    import('#lib/conversations/views.ts'),
    import('#lib/conversations/counts.ts'),
    import('#lib/conversations/load.ts'),
    import('#lib/conversations/search.ts'),
    import('#lib/reviews/pending-count.ts'),
  ]);
  const [owner] = await sql<{ id: number }[]>`select id::float8 as id from agents where role = 'owner'`;
  const agent = { id: owner?.id ?? 0, name: '', email: '', role: 'owner' as const };
  const [middle] = await sql<{ id: number; lastActivityAt: string }[]>`
    select id::float8 as id, to_char(last_activity_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastActivityAt"
    from conversations where status = 'closed' order by last_activity_at offset (select count(*) / 2 from conversations where status = 'closed') limit 1`;
  const ids = (
    await sql<{ id: number }[]>`select id::float8 as id from conversations tablesample system_rows(${RUNS})`.catch(
      () => sql<{ id: number }[]>`select id::float8 as id from conversations order by random() limit ${RUNS}`,
    )
  ).map(({ id }) => id);
  const words = [
    'refund',
    'customs pickup',
    'printed',
    'question 4711',
    'customer77',
    'wallet nosuchword',
    '#1234',
    'the',
  ];
  return [
    ...views.map((view): Query => [`list ${view}`, () => listConversations(agent, view)]),
    [
      'list closed, from its middle',
      () => listConversations(agent, 'closed', { cursor: middle ? cursorOf(middle) : null }),
    ],
    ['counts', () => countViews(agent)],
    ['pending reviews', () => reviews.countPendingReviews()],
    ['conversation', (n) => loadConversation(agent, ids[n % ids.length] ?? 0)],
    ...words.map((text): Query => [`search "${text}"`, () => searchConversations(text)]),
  ];
}

// The server explains by itself whatever takes long, with the parameters it really had. Measured apart, because explaining costs time.
async function saySlowPlans({ sql, serverLog }: Installation, queries: Query[]): Promise<void> {
  const { closeDb } = await import('#db/client.ts');
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': `${SLOW_MS}ms`,
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
  };
  const database = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);
  await sql`load 'auto_explain'`;
  for (const [name, value] of Object.entries(settings))
    await sql.unsafe(`alter database ${database} set ${name} = '${value}'`);
  await closeDb();
  for (const [name, run] of queries) {
    const from = statSync(serverLog).size;
    for (let n = 0; n < 5; n++) await run(n);
    const plans = readFileSync(serverLog)
      .subarray(from)
      .toString()
      .match(/duration: [\d.]+ ms {2}plan:\n(?:\t.*\n)+/g);
    if (plans?.[0])
      say(`\n${name}: ${plans.length} slow statements in 5 runs, for example\n${plans[0].replaceAll('\t', '  ')}`);
  }
  for (const name of Object.keys(settings)) await sql.unsafe(`alter database ${database} reset ${name}`);
}
