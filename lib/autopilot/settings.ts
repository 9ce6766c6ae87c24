// What the AI may do by itself, and the history of who changed it. Knows no message and no model.
import { desc, eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type AutopilotMode, agents, autopilot, autopilotChanges, type TopicRule, topics } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { isBudget } from './budgets.ts';

export type Autopilot = {
  mode: AutopilotMode;
  /** At most 1 in this many of what it sends by itself. */
  budget: number;
  /** Never below this confidence, whatever the budget has earned; null: no such minimum. */
  threshold: number | null;
  spotCheckShare: number;
  auditShare: number;
  /** Minutes that a confident reply by mail waits before it leaves; 0: none. */
  delayMinutes: number;
};

/** Without a row everything goes to Review and nothing sends itself. */
export const CAREFUL: Autopilot = {
  mode: 'ask',
  budget: 20,
  threshold: null,
  spotCheckShare: 0.05,
  auditShare: 0.02,
  delayMinutes: 0,
};

export const LONGEST_DELAY = 60;

export async function getAutopilot(tx: Tx = db()): Promise<Autopilot> {
  const [row] = await tx.select().from(autopilot);
  return row ? settingsOf(row) : CAREFUL;
}

export type AutopilotChange = Partial<Autopilot>;

const MODES: AutopilotMode[] = ['off', 'suggest', 'ask', 'on'];

/** Admins only. The caller counts anew what is earned (`recountAll`) in the same transaction. */
export async function changeAutopilot(tx: Tx, agent: CurrentAgent, change: AutopilotChange): Promise<void> {
  requireRole(agent, 'admin');
  await tx
    .insert(autopilot)
    .values({ id: 1, ...CAREFUL })
    .onConflictDoNothing();
  const [row] = await tx.select().from(autopilot).for('update');
  if (!row) throw new Error('there is no autopilot row');
  const before = settingsOf(row);
  const after: Autopilot = { ...before, ...defined(change) };
  check(after, change);
  const changed = (Object.keys(after) as (keyof Autopilot)[]).filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return;
  await tx
    .update(autopilot)
    .set({ ...after, updatedAt: new Date() })
    .where(eq(autopilot.id, 1));
  await tx
    .insert(autopilotChanges)
    .values(
      changed.map((field) => ({ agentId: agent.id, field, before: text(before[field]), after: text(after[field]) })),
    );
  await recordEvent(tx, { type: 'autopilot.changed', actor: 'agent', agentId: agent.id, data: { fields: changed } });
}

/** Admins only. */
export async function setTopicRule(tx: Tx, agent: CurrentAgent, topicId: number, rule: TopicRule): Promise<void> {
  requireRole(agent, 'admin');
  const [topic] = await tx.select().from(topics).where(eq(topics.id, topicId)).for('update');
  if (!topic) throw new NotFound('That topic is no longer there.');
  if (topic.rule === rule) return;
  await tx.update(topics).set({ rule }).where(eq(topics.id, topicId));
  await tx
    .insert(autopilotChanges)
    .values({ agentId: agent.id, field: `topic:${topic.key}`, before: topic.rule, after: rule });
  await recordEvent(tx, {
    type: 'autopilot.changed',
    actor: 'agent',
    agentId: agent.id,
    data: { fields: [`topic:${topic.key}`] },
  });
}

/** Admins only. A topic with a budget of its own proves it with its own reviews; null: the workspace's budget. */
export async function setTopicBudget(
  tx: Tx,
  agent: CurrentAgent,
  topicId: number,
  budget: number | null,
): Promise<void> {
  requireRole(agent, 'admin');
  if (budget !== null && !isBudget(budget))
    throw new Invalid('The error budget is one of the stops between 1 in 100 and 1 in 5.', 'budget');
  const [topic] = await tx.select().from(topics).where(eq(topics.id, topicId)).for('update');
  if (!topic) throw new NotFound('That topic is no longer there.');
  if (topic.budget === budget) return;
  await tx.update(topics).set({ budget }).where(eq(topics.id, topicId));
  const field = `topicBudget:${topic.key}`;
  await tx
    .insert(autopilotChanges)
    .values({ agentId: agent.id, field, before: text(topic.budget), after: text(budget) });
  await recordEvent(tx, { type: 'autopilot.changed', actor: 'agent', agentId: agent.id, data: { fields: [field] } });
}

export type TopicSetting = { id: number; key: string; name: string; rule: TopicRule; budget: number | null };

export async function listTopics(agent: CurrentAgent): Promise<TopicSetting[]> {
  requireRole(agent, 'viewer');
  return db()
    .select({ id: topics.id, key: topics.key, name: topics.name, rule: topics.rule, budget: topics.budget })
    .from(topics)
    .orderBy(topics.name);
}

/** Newest first. */
export async function listChanges(agent: CurrentAgent, limit = 50) {
  requireRole(agent, 'viewer');
  return db()
    .select({
      id: autopilotChanges.id,
      field: autopilotChanges.field,
      before: autopilotChanges.before,
      after: autopilotChanges.after,
      reason: autopilotChanges.reason,
      createdAt: autopilotChanges.createdAt,
      agentName: agents.name,
    })
    .from(autopilotChanges)
    .leftJoin(agents, eq(agents.id, autopilotChanges.agentId))
    .orderBy(desc(autopilotChanges.id))
    .limit(limit);
}

/** Below this nobody would notice a drift in time. */
const LEAST_SPOT_CHECKS = 0.01;

function check({ mode, budget, threshold, auditShare, delayMinutes }: Autopilot, change: AutopilotChange): void {
  if (!MODES.includes(mode)) throw new Invalid('That is not a mode of Autopilot.', 'mode');
  if (!isBudget(budget))
    throw new Invalid('The error budget is one of the stops between 1 in 100 and 1 in 5.', 'budget');
  if (threshold !== null && !(threshold > 0 && threshold <= 1))
    throw new Invalid('The minimum is a confidence between 1% and 100%.', 'threshold');
  const { spotCheckShare } = change;
  if (spotCheckShare !== undefined && !(spotCheckShare >= LEAST_SPOT_CHECKS && spotCheckShare <= 1))
    throw new Invalid(
      'Spot checks are a share between 1% and 100%: without them nobody would see it go wrong.',
      'spotCheckShare',
    );
  if (!(auditShare >= 0 && auditShare <= 1)) throw new Invalid('Audits are a share between 0% and 100%.', 'auditShare');
  if (!(Number.isInteger(delayMinutes) && delayMinutes >= 0 && delayMinutes <= LONGEST_DELAY))
    throw new Invalid(`Confident replies can wait for up to ${LONGEST_DELAY} minutes.`, 'delayMinutes');
}

function settingsOf(row: Autopilot): Autopilot {
  return {
    mode: row.mode,
    budget: row.budget,
    threshold: row.threshold === null ? null : real(row.threshold),
    spotCheckShare: real(row.spotCheckShare),
    auditShare: real(row.auditShare),
    delayMinutes: row.delayMinutes,
  };
}

function defined(change: AutopilotChange): Partial<Autopilot> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** A `real` column comes back as 0.8500000238 in some paths: four digits are what people set. */
function real(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function text(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
