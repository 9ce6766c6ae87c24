// Walks a replay's cases with today's engine, a few seconds at a time. Writes its own two tables and what a model cost, and nothing else: no
// proposal, no review, no outbox, no action.
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { replayCases, replays } from '#db/schema.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { ModelFailed } from '#lib/ai/models/call.ts';
import { buildEngine, type Engine } from '#lib/ai/models/engine.ts';
import { monthlySpend, recordSpend } from '#lib/ai/spend.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { log } from '#lib/platform/log.ts';
import { loadEngine } from '#lib/workspace/engine.ts';
import { type CaseResult, type Replayed, replayCase, type ToReplay } from './case.ts';
import { finishReplay } from './finish.ts';
import { loadPastKnowledge } from './knowledge.ts';
import { todaysTrust } from './trust-today.ts';

const CHUNK_MS = 10_000;
/** Longer than any one case takes; after it, a worker that was killed is not waited for. */
const LEASE_SECONDS = { builtin: 30, provider: 400 };
const FAILURES = 5;

export type ReplayDeps = { engine?: Engine; chunkMs?: number };

/** The job `replay.run`. Safe to run twice: one worker has the lease, and a case is written once. */
export async function runReplay(replayId: number, deps: ReplayDeps = {}): Promise<void> {
  const replay = await lease(replayId);
  if (!replay) return;
  const engine = await usableEngine(replayId, deps);
  if (!engine) return;
  const answerer = answererOf(engine);
  const leaseSeconds = engine.provider === 'builtin' ? LEASE_SECONDS.builtin : LEASE_SECONDS.provider;
  const context = {
    call: engine.call,
    embed: engine.embed ?? null,
    knowledge: await loadPastKnowledge(db(), replay.settings.knowledge),
    trust: await todaysTrust(answerer),
  };
  await db()
    .update(replays)
    .set({ engine: `${engine.provider}:${engine.model}`, answerer, modelVersion: context.trust.real.modelVersion })
    .where(eq(replays.id, replayId));
  const until = performance.now() + (deps.chunkMs ?? CHUNK_MS);
  let failures = 0;
  do {
    if (engine.provider !== 'builtin' && (await monthlySpend(db(), new Date())).reached)
      return stop(
        replayId,
        'This month’s limit for model costs is reached, so the replay ended here. Nothing was sent.',
      );
    const next = await nextCase(replayId);
    if (!next) return db().transaction((tx) => finishReplay(tx, replayId, 'done'));
    const replayed = await replayCase(next, context);
    const going = await db().transaction((tx) => keep(tx, replayId, next.id, replayed, engine, leaseSeconds));
    if (!going) return;
    failures = replayed.failure ? failures + 1 : 0;
    if (failures >= FAILURES) return stop(replayId, `${replayed.failure} The replay ended here. Nothing was sent.`);
    // Customers' messages come first on this worker.
    await new Promise((resolve) => setImmediate(resolve));
  } while (performance.now() < until);
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(replays)
      .set({ leaseUntil: null })
      .where(and(eq(replays.id, replayId), eq(replays.status, 'running')))
      .returning({ id: replays.id });
    if (row) await enqueue(tx, 'replay.run', { replayId });
  });
}

/** Null when there is nothing to do, or somebody else is at it; then it is looked at again when their lease ends. */
async function lease(replayId: number) {
  return db().transaction(async (tx) => {
    const [mine] = await tx
      .update(replays)
      .set({
        status: 'running',
        startedAt: sql`coalesce(${replays.startedAt}, now())`,
        leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS.builtin})`,
      })
      .where(
        and(
          eq(replays.id, replayId),
          inArray(replays.status, ['waiting', 'running']),
          or(isNull(replays.leaseUntil), sql`${replays.leaseUntil} < now()`),
        ),
      )
      .returning();
    if (mine) return mine;
    const [held] = await tx
      .select({ leaseUntil: replays.leaseUntil })
      .from(replays)
      .where(and(eq(replays.id, replayId), eq(replays.status, 'running')));
    if (held?.leaseUntil)
      await enqueue(tx, 'replay.run', { replayId }, { startAfter: new Date(held.leaseUntil.getTime() + 1000) });
    return null;
  });
}

async function usableEngine(replayId: number, deps: ReplayDeps): Promise<Engine | null> {
  if (deps.engine) return deps.engine;
  try {
    const { engine, key } = await loadEngine();
    return buildEngine(engine, key);
  } catch (error) {
    const why = error instanceof ModelFailed ? error.message : 'The key of the model cannot be read.';
    await stop(replayId, `${why} Look at Settings, AI. Nothing was sent.`);
    return null;
  }
}

async function nextCase(replayId: number): Promise<ToReplay | null> {
  const [row] = await db().execute<ToReplay>(sql`
    select c.id::float8 as id, c.message_id::float8 as "messageId", m.created_at as "at", reply.body as written,
      exists (select 1 from events e where e.conversation_id = c.conversation_id and e.type = 'person.requested'
        and e.created_at < m.created_at) as "personOnly",
      review.body as "reviewedBody", review.unchanged as "reviewedUnchanged"
    from replay_cases c join messages m on m.id = c.message_id join messages reply on reply.id = c.reply_id
    left join lateral (
      select p.body, r.unchanged from proposals p join reviews r on r.proposal_id = p.id
      where p.conversation_id = c.conversation_id and p.message_id = c.message_id and r.unchanged is not null
      order by p.id desc limit 1) review on true
    where c.replay_id = ${replayId} and c.finished_at is null order by c.id limit 1`);
  return row ? { ...row, at: new Date(row.at) } : null;
}

/** False: it was cancelled meanwhile, or another worker has gone on with it. */
async function keep(
  tx: Tx,
  replayId: number,
  caseId: number,
  { failure: _, usage, ...result }: Replayed,
  engine: Engine,
  leaseSeconds: number,
): Promise<boolean> {
  const row: CaseResult = result;
  const [running] = await tx
    .update(replays)
    .set({ done: sql`${replays.done} + 1`, leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(and(eq(replays.id, replayId), eq(replays.status, 'running')))
    .returning({ id: replays.id });
  // What a model was asked for is billed, also when nobody wants to know any more.
  await recordSpend(tx, `${engine.provider}:${engine.model}`, usage, new Date());
  if (!running) return false;
  const [written] = await tx
    .update(replayCases)
    .set({ ...row, ...usage, finishedAt: new Date() })
    .where(and(eq(replayCases.id, caseId), isNull(replayCases.finishedAt)))
    .returning({ id: replayCases.id });
  if (!written)
    await tx
      .update(replays)
      .set({ done: sql`${replays.done} - 1` })
      .where(eq(replays.id, replayId));
  return written !== undefined;
}

async function stop(replayId: number, error: string): Promise<void> {
  log.warn({ replayId }, 'a replay ended early');
  await db().transaction((tx) => finishReplay(tx, replayId, 'failed', error));
}
