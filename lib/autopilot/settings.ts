// What the AI may do by itself, and the history of who changed it. Knows no message and no model.
import { desc, eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type AutopilotMode, agents, autopilot, autopilotChanges, type TopicRule, topics } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';

export type Autopilot = { mode: AutopilotMode; threshold: number | null; spotCheckShare: number };

/** Without a row everything goes to Review and nothing sends itself. */
const CAREFUL: Autopilot = { mode: 'ask', threshold: null, spotCheckShare: 0.05 };

export async function getAutopilot(tx: Tx = db()): Promise<Autopilot> {
  const [row] = await tx
    .select({ mode: autopilot.mode, threshold: autopilot.threshold, spotCheckShare: autopilot.spotCheckShare })
    .from(autopilot);
  return row ?? CAREFUL;
}

/** The lowest confidence that sends itself; null while nothing does. Later the error budget computes it. */
export function effectiveThreshold({ mode, threshold }: Autopilot): number | null {
  return mode === 'on' ? threshold : null;
}

export type AutopilotChange = { mode?: AutopilotMode; threshold?: number | null; spotCheckShare?: number };

const MODES: AutopilotMode[] = ['off', 'suggest', 'ask', 'on'];

/** Admins only. Turning it on takes a threshold, this one or the one before. */
export async function changeAutopilot(tx: Tx, agent: CurrentAgent, change: AutopilotChange): Promise<void> {
  requireRole(agent, 'admin');
  await tx
    .insert(autopilot)
    .values({ id: 1, ...CAREFUL })
    .onConflictDoNothing();
  const [row] = await tx.select().from(autopilot).for('update');
  if (!row) throw new Error('there is no autopilot row');
  const before: Autopilot = {
    mode: row.mode,
    threshold: real(row.threshold),
    spotCheckShare: real(row.spotCheckShare) ?? 0,
  };
  const after: Autopilot = { ...before, ...defined(change) };
  check(after);
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

export type TopicSetting = { id: number; key: string; name: string; rule: TopicRule };

export async function listTopics(agent: CurrentAgent): Promise<TopicSetting[]> {
  requireRole(agent, 'viewer');
  return db()
    .select({ id: topics.id, key: topics.key, name: topics.name, rule: topics.rule })
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
      createdAt: autopilotChanges.createdAt,
      agentName: agents.name,
    })
    .from(autopilotChanges)
    .leftJoin(agents, eq(agents.id, autopilotChanges.agentId))
    .orderBy(desc(autopilotChanges.id))
    .limit(limit);
}

function check({ mode, threshold, spotCheckShare }: Autopilot): void {
  if (!MODES.includes(mode)) throw new Invalid('That is not a mode of Autopilot.', 'mode');
  if (threshold !== null && !(threshold > 0 && threshold <= 1))
    throw new Invalid('The threshold is a confidence between 1% and 100%.', 'threshold');
  if (mode === 'on' && threshold === null)
    throw new Invalid(
      'Choose the confidence from which the AI may send by itself first. Nothing was changed.',
      'threshold',
    );
  if (!(spotCheckShare >= 0 && spotCheckShare <= 1))
    throw new Invalid('Spot checks are a share between 0% and 100%.', 'spotCheckShare');
}

function defined(change: AutopilotChange): Partial<Autopilot> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** A `real` column comes back as 0.8500000238 in some paths: four digits are what people set. */
function real(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4;
}

function text(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
