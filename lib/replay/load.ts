// What the replay screens show. Reads only; everybody who is signed in may look.
import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '#db/client.ts';
import {
  agents,
  type CaseOutcome,
  type CaseVerdict,
  type GateAction,
  type Reason,
  type ReplayCandidate,
  type ReplaySettings,
  type ReplayStatus,
  replays,
} from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { type ComparedClaim, type Comparison, compareReplies } from './compare.ts';
import type { ReplayReport } from './report.ts';

export type ReplayLine = {
  id: number;
  status: ReplayStatus;
  settings: ReplaySettings;
  engine: string;
  total: number;
  done: number;
  error: string | null;
  by: string | null;
  createdAt: string;
  finishedAt: string | null;
  report: ReplayReport | null;
  /** The change that is tried. Never its key. */
  candidate: ReplayCandidate | null;
  /** When and by whom it was saved. */
  applied: { at: string; by: string | null } | null;
};

const MOST = 50;

/** Newest first. */
export async function listReplays(agent: CurrentAgent): Promise<ReplayLine[]> {
  requireRole(agent, 'viewer');
  const rows = await lines().orderBy(desc(replays.id)).limit(MOST);
  return rows.map(toLine);
}

export async function loadReplay(agent: CurrentAgent, id: number): Promise<ReplayLine> {
  requireRole(agent, 'viewer');
  const [row] = await lines().where(eq(replays.id, id));
  if (!row) throw new NotFound('This replay is no longer there.');
  return toLine(row);
}

/** While it runs: how many went where so far. */
export async function countsSoFar(id: number): Promise<Record<GateAction, number>> {
  const rows = await db().execute<{ action: GateAction; n: number }>(sql`
    select action, count(*)::int as n from replay_cases where replay_id = ${id} and finished_at is not null and action is not null group by 1`);
  return { send: 0, review: 0, suggest: 0, person: 0, ...Object.fromEntries(rows.map(({ action, n }) => [action, n])) };
}

export const SHOWN = ['all', 'sent', 'disagree', 'differs', 'review', 'person', 'failed'] as const;
export type Shown = (typeof SHOWN)[number];

export type ReplayedCase = {
  id: number;
  /** Null: a line of a file. */
  conversationId: number | null;
  asked: string;
  written: string;
  body: string;
  action: GateAction;
  reasons: Reason[];
  confidence: number | null;
  similarity: number | null;
  verdict: CaseVerdict;
  wrong: boolean | null;
  byReview: boolean;
  newerSource: boolean;
  claims: Pick<Comparison, 'draft' | 'written' | 'facts'>;
  /** Today's engine on the same message, where a change is tried. */
  today:
    | (Pick<CaseOutcome, 'action' | 'body' | 'confidence' | 'verdict' | 'wrong'> & { claims: ComparedClaim[] })
    | null;
};

const PAGE = 20;

const FILTERS: Record<Shown, ReturnType<typeof sql>> = {
  all: sql`true`,
  sent: sql`c.action = 'send'`,
  disagree: sql`c.wrong`,
  differs: sql`c.differs`,
  review: sql`c.action in ('review', 'suggest')`,
  person: sql`c.action = 'person'`,
  failed: sql`c.failed`,
};

/** @param after the last id of the page before; 0 for the first. `next` is null at the end. */
export async function loadReplayCases(
  agent: CurrentAgent,
  replayId: number,
  { show, after }: { show: Shown; after: number },
): Promise<{ cases: ReplayedCase[]; next: number | null }> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<
    Omit<ReplayedCase, 'claims' | 'today'> & { answer: string; today: CaseOutcome | null }
  >(sql`
    select c.id::float8 as id, c.conversation_id::float8 as "conversationId", left(coalesce(m.body, c.imported->>'question'), 4000) as asked,
      left(coalesce(reply.body, c.imported->>'answer', decided.final_body, ''), 8000) as written, c.body, c.answer, c.action, c.reasons,
      c.confidence, c.similarity, c.verdict, c.wrong, c.by_review as "byReview", c.newer_source as "newerSource", c.today
    from replay_cases c left join messages m on m.id = c.message_id left join messages reply on reply.id = c.reply_id
    left join reviews decided on decided.proposal_id = c.proposal_id
    where c.replay_id = ${replayId} and c.finished_at is not null and c.id > ${after} and ${FILTERS[show]}
    order by c.id limit ${PAGE + 1}`);
  const page = rows.slice(0, PAGE);
  return {
    cases: page.map(({ answer, today, ...row }) => {
      const { draft, written, facts } = compareReplies(answer, row.written);
      return { ...row, claims: { draft, written, facts }, today: today && beside(today, row.written) };
    }),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

function beside(
  { action, body, confidence, verdict, wrong, answer }: CaseOutcome,
  written: string,
): ReplayedCase['today'] {
  return { action, body, confidence, verdict, wrong, claims: compareReplies(answer, written).draft };
}

const appliers = alias(agents, 'appliers');

function lines() {
  return db()
    .select({ replay: replays, by: agents.name, appliedBy: appliers.name })
    .from(replays)
    .leftJoin(agents, eq(agents.id, replays.agentId))
    .leftJoin(appliers, eq(appliers.id, replays.appliedBy))
    .$dynamic();
}

type Row = { replay: typeof replays.$inferSelect; by: string | null; appliedBy: string | null };

function toLine({ replay, by, appliedBy }: Row): ReplayLine {
  const { id, status, settings, engine, total, done, error, candidate, appliedAt } = replay;
  return {
    id,
    status,
    settings,
    engine,
    total,
    done,
    error,
    by,
    createdAt: replay.createdAt.toISOString(),
    finishedAt: replay.finishedAt?.toISOString() ?? null,
    candidate,
    applied: appliedAt && { at: appliedAt.toISOString(), by: appliedBy },
    report: (replay.report as ReplayReport | null) ?? null,
  };
}
