// The team's rules as rows: written by admins, each with what it did lately.
import { asc, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { autopilotChanges, type GateAction, type PolicyConditions, policyRules } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';

export type RuleInput = { name: string; conditions: PolicyConditions; action: GateAction; enabled: boolean };
export type RuleView = RuleInput & {
  id: number;
  /** Messages of the last 30 days whose conditions held, and how many of those left by themselves all the same. */
  matched: number;
  sent: number;
};

const DAYS = 30;
const MOST_RULES = 100;

export async function listRules(agent: CurrentAgent): Promise<RuleView[]> {
  requireRole(agent, 'viewer');
  const rules = await db().select().from(policyRules).orderBy(asc(policyRules.id));
  if (rules.length === 0) return [];
  const counts = await db().execute<{ id: number; matched: number; sent: number }>(sql`
    select rule::float8 as id, count(*)::int as matched, (count(*) filter (where d.action = 'send'))::int as sent
    from decisions d, unnest(d.rule_ids) as rule where d.created_at > now() - make_interval(days => ${DAYS}) group by rule`);
  const of = new Map([...counts].map((row) => [row.id, row]));
  return rules.map(({ id, name, conditions, action, enabled }) => ({
    id,
    name,
    conditions,
    action,
    enabled,
    matched: of.get(id)?.matched ?? 0,
    sent: of.get(id)?.sent ?? 0,
  }));
}

/** As it is stored. Throws Invalid for what cannot be saved. */
export function checkRule({ name, conditions, action, enabled }: RuleInput): RuleInput {
  const named = name.trim();
  if (!named || named.length > 80) throw new Invalid('Give the rule a name of up to 80 characters.', 'name');
  return { name: named, conditions: cleaned(conditions), action, enabled };
}

/** Admins only. @param id null for a new rule. Returns its id. */
export async function saveRule(tx: Tx, agent: CurrentAgent, id: number | null, input: RuleInput): Promise<number> {
  requireRole(agent, 'admin');
  const checked = checkRule(input);
  const { name } = checked;
  const values = { ...checked, agentId: agent.id, updatedAt: new Date() };
  if (id === null) {
    const [count] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from policy_rules`);
    if ((count?.n ?? 0) >= MOST_RULES) throw new Invalid(`There can be ${MOST_RULES} rules. Remove one first.`, 'name');
    const [row] = await tx.insert(policyRules).values(values).returning({ id: policyRules.id });
    if (!row) throw new Error('insert returned no rule');
    await record(tx, agent, name, null, input.action);
    return row.id;
  }
  const [before] = await tx.select().from(policyRules).where(eq(policyRules.id, id)).for('update');
  if (!before) throw new NotFound('That rule is no longer there.');
  await tx.update(policyRules).set(values).where(eq(policyRules.id, id));
  await record(tx, agent, name, before.enabled ? before.action : 'disabled', input.enabled ? input.action : 'disabled');
  return id;
}

/** Admins only. */
export async function removeRule(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const [gone] = await tx.delete(policyRules).where(eq(policyRules.id, id)).returning();
  if (!gone) throw new NotFound('That rule is no longer there.');
  await record(tx, agent, gone.name, gone.action, null);
}

/** As they are stored. What is not given does not count; what cannot be understood is refused, because a rule that never matches protects nobody. */
export function cleaned({ attribute, hours, ...rest }: PolicyConditions): PolicyConditions {
  const lists = Object.entries(rest).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
  const conditions: PolicyConditions = Object.fromEntries(lists);
  if (attribute) {
    const is = attribute.is.map((value) => value.trim()).filter(Boolean);
    if (!attribute.name.trim() || is.length === 0)
      throw new Invalid('Name the attribute and at least one of its values.', 'attribute');
    conditions.attribute = { name: attribute.name.trim(), is };
  }
  if (hours) {
    const time = /^([01]\d|2[0-3]):[0-5]\d$/;
    if (!time.test(hours.from) || !time.test(hours.to)) throw new Invalid('Give the hours as 18:00.', 'hours');
    if (!isZone(hours.zone)) throw new Invalid('That time zone is not known here.', 'hours');
    conditions.hours = hours;
  }
  return conditions;
}

/** Also under a younger or older name than the one that this machine lists. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

async function record(
  tx: Tx,
  agent: CurrentAgent,
  name: string,
  before: string | null,
  after: string | null,
): Promise<void> {
  await tx.insert(autopilotChanges).values({ agentId: agent.id, field: `rule:${name}`, before, after });
  await recordEvent(tx, { type: 'autopilot.changed', actor: 'agent', agentId: agent.id, data: { fields: ['rule'] } });
}
