// 100,000 past conversations with decided proposals: how long the refit, the count of what is earned, and the data of Autopilot's page take.
// node --conditions=react-server bench/autopilot.ts [conversations], on a database of its own that is thrown away.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDb, db, rawSql } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { loadOwnConfidence } from '#lib/ai/own-confidence.ts';
import { priorColumns, priorVersion } from '#lib/ai/prior.ts';
import { currentAnswerer, keepHonest, loadProof, recountAll } from '#lib/ai/recount.ts';
import { refitConfidence } from '#lib/ai/refit.ts';
import { loadConsequences } from '#lib/autopilot/consequences.ts';
import { listRules } from '#lib/autopilot/policy-rules.ts';
import { getAutopilot, listChanges, listTopics } from '#lib/autopilot/settings.ts';
import { customerSignals } from '#lib/autopilot/signals.ts';
import { reliability, topicCounts } from '#lib/autopilot/stats.ts';
import { loadDrift } from '#lib/autopilot/watch.ts';
import { forgetEnv } from '#lib/platform/env.ts';

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
const embedded = await startEmbedded(folder, { durable: false });
process.env.DATABASE_URL = embedded.url;
process.env.TANDEM_SECRET ??= 'bench-secret-bench-secret-bench-secret-0';
forgetEnv();
await migrateDatabase(embedded.url);
const sql = rawSql();
await sql`insert into workspace (name) values ('Bench') on conflict do nothing`;
const [owner] =
  await sql`insert into agents (name, email, role) values ('Olga', 'olga@bench.example', 'owner') returning id`;
const agent = { id: Number(owner?.id), name: 'Olga', email: 'olga@bench.example', role: 'owner' as const };
const answerer = await currentAnswerer(db());
await seed();

await timed('refit (fit, hold-out, count)', () => refitConfidence());
await timed('count of what is earned', () => db().transaction((tx) => recountAll(tx)));
await timed('breaker and count, every minute', () => keepHonest());
await timed('what one message loads of it', async () => {
  await loadOwnConfidence(db(), { demo: false, answerer });
  await loadDrift(db(), { demo: false, now: new Date() });
});
await timed('Autopilot page', async () => {
  const [settings, { results }, topics] = await Promise.all([
    getAutopilot(),
    loadProof(),
    listTopics(agent),
    reliability(agent),
    topicCounts(agent),
    listChanges(agent),
    listRules(agent),
    customerSignals(agent),
  ]);
  return loadConsequences(agent, { results, settings, topics, demo: false });
});
await closeDb();
await embedded.stop();
rmSync(folder, { recursive: true, force: true });

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  const [first = 0] = times;
  const sorted = [...times].sort((a, b) => a - b);
  console.log(`${name}: first ${Math.round(first)} ms, median ${Math.round(sorted[2] ?? 0)} ms`);
}

/** Spread over 90 days; every fourth left by itself, the rest was reviewed. Features as many as the shipped model has. */
async function seed(): Promise<void> {
  const features = [...priorColumns.features];
  await sql`insert into contacts (email) select 'c' || n || '@bench.example' from generate_series(1, 1000) n on conflict do nothing`;
  const [first] = await sql`select min(id) as id from contacts where email like 'c%@bench.example'`;
  await sql`insert into topics (key, name) select 't' || n, 'Topic ' || n from generate_series(1, 10) n on conflict do nothing`;
  for (let from = 1; from <= count; from += 10_000)
    await sql`
      with c as (
        insert into conversations (channel, contact_id, topic, created_at, first_reply_at, last_activity_at, status)
        select 'email', ${first?.id}::bigint + n % 1000, 't' || (1 + n % 10), now() - n * interval '90 days' / ${count}::int,
          now() - n * interval '90 days' / ${count}::int + (n % 300) * interval '1 minute', now(), 'closed'
        from generate_series(${from}::int, ${from + 9_999}::int) n returning id, topic, created_at
      ), m as (
        insert into messages (conversation_id, kind, author, body, created_at) select id, 'inbound', 'customer', 'How?', created_at from c returning id, conversation_id
      ), r as (
        insert into ai_runs (conversation_id, message_id, status, engine, model, stages, ms, created_at)
        select c.id, m.id, 'done', 'builtin', 'x', '[]', 5, c.created_at from c join m on m.conversation_id = c.id returning id, conversation_id, message_id
      ), p as (
        insert into proposals (run_id, conversation_id, message_id, kind, body, language, topic, confidence, features, model_version, created_at)
        select r.id, c.id, r.message_id, 'reply', 'So.', 'en', c.topic, (random() ^ 0.4)::real,
          (select jsonb_object_agg(f, round(random()::numeric, 4)) from unnest(${sql.array(features)}::text[]) f where c.id > 0), ${priorVersion}, c.created_at
        from c join r on r.conversation_id = c.id returning id, run_id, conversation_id, topic, confidence, created_at
      ), d as (
        insert into decisions (run_id, conversation_id, proposal_id, action, reasons, mode, threshold, confidence, topic, spot_check, answerer, model_version, eligible, judged_share, created_at)
        select run_id, conversation_id, id, case when confidence > 0.9 and id % 20 > 0 then 'send' else 'review' end,
          '[{"code": "mode_ask", "tone": "warn"}, {"code": "all_sourced", "tone": "ok"}]', 'on', 0.9, confidence, topic, confidence > 0.9 and id % 20 = 0,
          ${answerer}, ${priorVersion}, id % 3 > 0, case when confidence > 0.9 then 0.07 else 1 end, created_at from p returning proposal_id, conversation_id, action, confidence, created_at
      )
      insert into reviews (proposal_id, conversation_id, status, decided_at, unchanged, created_at)
      select proposal_id, conversation_id, 'approved', created_at + interval '10 minutes', random() < confidence, created_at from d where action = 'review'`;
  await sql`analyze`;
}
