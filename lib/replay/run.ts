// Walks a replay's cases, a few seconds at a time. Writes its own two tables and what a model cost, and nothing else: no proposal, no review, no
// outbox, no action. Where a replay over reviews ends, what is earned is counted anew.
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type ReplaySettings, replayCases, replays } from '#db/schema.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { ModelFailed } from '#lib/ai/models/call.ts';
import { buildEngine, type Engine } from '#lib/ai/models/engine.ts';
import { monthlySpend, recordSpend } from '#lib/ai/spend.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { log } from '#lib/platform/log.ts';
import { loadEngine, openKey } from '#lib/workspace/engine.ts';
import { type CaseContext, type Replayed, replayCase, type ToReplay } from './case.ts';
import { finishReplay } from './finish.ts';
import { loadPastKnowledge } from './knowledge.ts';
import { changedParts, standingNow, WHO_ANSWERS } from './standing.ts';
import { todaysTrust } from './trust-today.ts';

const CHUNK_MS = 10_000;
/** Longer than any one case takes; after it, a worker that was killed is not waited for. */
const LEASE_SECONDS = { builtin: 30, provider: 400 };
const FAILURES = 5;

type Replay = typeof replays.$inferSelect;
/** `engine` is today's, `candidate` the one that is tried, where it is another. */
type Engines = { engine: Engine; candidate: Engine };
export type ReplayDeps = { engine?: Engine; candidate?: Engine; chunkMs?: number };

/** The job `replay.run`. Safe to run twice: one worker has the lease, and a case is written once. */
export async function runReplay(replayId: number, deps: ReplayDeps = {}): Promise<void> {
  const replay = await lease(replayId);
  if (!replay) return;
  if (replay.standing && changedParts(replay.standing, await standingNow(db()), WHO_ANSWERS).length > 0)
    return stop(
      replayId,
      'The model or how answers should sound was changed while this ran, so it ended here. Nothing was sent.',
    );
  const engines = await usableEngines(replay, deps);
  if (!engines) return;
  const { engine, candidate } = engines;
  const paid = engine.provider !== 'builtin' || candidate.provider !== 'builtin';
  const leaseSeconds = paid ? LEASE_SECONDS.provider : LEASE_SECONDS.builtin;
  const context = await contextOf(replay, engines);
  await db()
    .update(replays)
    .set({
      engine: `${candidate.provider}:${candidate.model}`,
      answerer: answererOf(candidate),
      modelVersion: context.side.trust.real.modelVersion,
    })
    .where(eq(replays.id, replayId));
  const until = performance.now() + (deps.chunkMs ?? CHUNK_MS);
  let failures = 0;
  do {
    if (paid && (await monthlySpend(db(), new Date())).reached)
      return stop(
        replayId,
        'This month’s limit for model costs is reached, so the replay ended here. Nothing was sent.',
      );
    const next = await nextCase(replayId);
    if (!next) return db().transaction((tx) => finishReplay(tx, replayId, 'done'));
    const replayed = await replayCase(next, context);
    const going = await db().transaction((tx) => keep(tx, replayId, next.id, replayed, leaseSeconds));
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

async function contextOf(
  { settings, candidate: change }: Replay,
  { engine, candidate }: Engines,
): Promise<CaseContext> {
  const today = answererOf(engine);
  const tried = change
    ? { ...(change.budget ? { budget: change.budget } : {}), ...(change.rule ? { rule: change.rule } : {}) }
    : undefined;
  return {
    knowledge: await loadPastKnowledge(db(), settings.knowledge),
    side: {
      engine: candidate,
      trust: await todaysTrust(answererOf(candidate), { earnedBy: today, ...(tried ? { tried } : {}) }),
    },
    today: isCompared(settings, change !== null) ? { engine, trust: await todaysTrust(today) } : null,
  };
}

/** Over reviews a change is held against what was reviewed, not against today's engine: asking that one as well would only cost. */
function isCompared({ source }: ReplaySettings, changed: boolean): boolean {
  return changed && source !== 'reviews';
}

/** Null when there is nothing to do, or somebody else is at it; then it is looked at again when their lease ends. */
async function lease(replayId: number): Promise<Replay | null> {
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

async function usableEngines({ id, candidate, keySealed }: Replay, deps: ReplayDeps): Promise<Engines | null> {
  try {
    const {
      engine: setting,
      key,
      guidance,
    } = deps.engine
      ? { engine: { provider: deps.engine.provider }, key: null, guidance: deps.engine.guidance ?? '' }
      : await loadEngine();
    const engine = deps.engine ?? buildEngine(setting, key, { guidance });
    if (deps.candidate) return { engine, candidate: deps.candidate };
    if (candidate?.engine === undefined && candidate?.guidance === undefined) return { engine, candidate: engine };
    const told = { guidance: candidate.guidance ?? guidance };
    if (!candidate.engine) return { engine, candidate: { ...engine, ...told } };
    return { engine, candidate: buildEngine(candidate.engine, keySealed ? openKey(keySealed) : null, told) };
  } catch (error) {
    const why = error instanceof ModelFailed ? error.message : 'The key of the model cannot be read.';
    await stop(id, `${why} Look at Settings, AI. Nothing was sent.`);
    return null;
  }
}

async function nextCase(replayId: number): Promise<ToReplay | null> {
  const [row] = await db().execute<ToReplay>(sql`
    select c.id::float8 as id, c.message_id::float8 as "messageId", c.imported, coalesce(m.created_at, (c.imported->>'at')::timestamptz) as "at",
      coalesce(reply.body, c.imported->>'answer', decided.final_body) as written, reviewed.body as proposed,
      exists (select 1 from events e where e.conversation_id = c.conversation_id and e.type = 'person.requested'
        and e.created_at < m.created_at) as "personOnly",
      review.body as "reviewedBody", review.unchanged as "reviewedUnchanged"
    from replay_cases c left join messages m on m.id = c.message_id left join messages reply on reply.id = c.reply_id
    left join proposals reviewed on reviewed.id = c.proposal_id left join reviews decided on decided.proposal_id = c.proposal_id
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
  { columns, spent }: Replayed,
  leaseSeconds: number,
): Promise<boolean> {
  const [running] = await tx
    .update(replays)
    .set({ done: sql`${replays.done} + 1`, leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(and(eq(replays.id, replayId), eq(replays.status, 'running')))
    .returning({ id: replays.id });
  // What a model was asked for is billed, also when nobody wants to know any more.
  for (const { engine, usage } of spent) await recordSpend(tx, `${engine.provider}:${engine.model}`, usage, new Date());
  if (!running) return false;
  const [written] = await tx
    .update(replayCases)
    .set({ ...columns, finishedAt: new Date() })
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
