// What a rule would have changed, had it been there as it is being written: counted on this team's own decisions of the last 30 days. Reads only.
import { type SQL, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import type { GateAction, PolicyConditions } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { cleaned, type RuleInput } from '#lib/autopilot/policy-rules.ts';
import { gate } from './gate.ts';
import type { GateInput } from './types.ts';

export type RuleMove = { from: GateAction; to: GateAction; n: number };
export type RuleExample = {
  conversationId: number;
  contactName: string;
  subject: string;
  at: string;
  from: GateAction;
  to: GateAction;
};
export type RuleEffect = {
  days: number;
  /** Decisions of that time, and those whose conditions hold. */
  total: number;
  matched: number;
  moves: RuleMove[];
  /** The newest, at most five. */
  examples: RuleExample[];
  /** Where the rule as it was had a say, only this many of the newest were asked again; null: all of them. */
  askedAgain: number | null;
};

const DAYS = 30;
const EXAMPLES = 5;
const MOST_AGAIN = 500;
/** Strictest first. */
const STRICTNESS: GateAction[] = ['person', 'suggest', 'review', 'send'];

/**
 * @param id the rule that is being changed; null for a new one. Where the old rule had no say, the stricter of what happened and the new action is what
 * would have happened; where it had, the gate is asked again with what it was told then. Throws Invalid for conditions that cannot be saved.
 */
export async function ruleEffect(
  agent: CurrentAgent,
  id: number | null,
  { conditions, action, enabled }: Pick<RuleInput, 'conditions' | 'action' | 'enabled'>,
): Promise<RuleEffect> {
  requireRole(agent, 'viewer');
  const holds = enabled ? conditionsHold(cleaned(conditions)) : sql`false`;
  return db().transaction(async (tx) => {
    // Somebody is typing: better no answer than a slow database.
    await tx.execute(sql`set local statement_timeout = '3s'`);
    const fresh = await withoutSay(tx, id, holds, action);
    const again = id === null ? NOTHING : await askedAgain(tx, id, holds, action);
    return {
      days: DAYS,
      total: fresh.total,
      matched: fresh.matched + again.matched,
      moves: summed([...fresh.moves, ...again.moves]),
      examples: [...fresh.examples, ...again.examples].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, EXAMPLES),
      askedAgain: again.cut ? MOST_AGAIN : null,
    };
  });
}

type Part = { matched: number; moves: RuleMove[]; examples: RuleExample[] };
const NOTHING: Part & { cut: boolean } = { matched: 0, moves: [], examples: [], cut: false };

/** One pass over the decisions of 30 days: counts by what happened, and the newest that would have moved. */
async function withoutSay(
  tx: Tx,
  id: number | null,
  holds: SQL,
  action: GateAction,
): Promise<Part & { total: number }> {
  const looser = STRICTNESS.slice(STRICTNESS.indexOf(action) + 1);
  const moves = looser.length > 0 ? sql`action in ${looser}` : sql`false`;
  const [row] = await tx.execute<{
    total: number;
    matched: number;
    moves: RuleMove[] | null;
    examples: RuleExample[] | null;
  }>(sql`
    with recent as (
      select d.id, d.conversation_id, d.action, d.created_at, d.rule_ids @> ${id === null ? sql`null` : sql`array[${id}::bigint]`} as had, ${holds} as held
      from decisions d where d.created_at > now() - make_interval(days => ${DAYS})
    ), counted as (
      select action, count(*)::int as n, (count(*) filter (where held and had is not true))::int as held from recent group by action
    ), newest as (
      select conversation_id, action, created_at from recent where held and had is not true and ${moves} order by created_at desc limit ${EXAMPLES}
    )
    select coalesce((select sum(n) from counted), 0)::int as total, coalesce((select sum(held) from counted), 0)::int as matched,
      (select json_agg(json_build_object('from', action, 'to', ${action}::text, 'n', held)) from counted where held > 0 and ${moves}) as moves,
      (select json_agg(json_build_object('conversationId', n.conversation_id, 'contactName', coalesce(nullif(k.name, ''), k.email),
          'subject', c.subject, 'at', n.created_at, 'from', n.action, 'to', ${action}::text) order by n.created_at desc)
        from newest n join conversations c on c.id = n.conversation_id join contacts k on k.id = c.contact_id) as examples`);
  return {
    total: row?.total ?? 0,
    matched: row?.matched ?? 0,
    moves: row?.moves ?? [],
    examples: (row?.examples ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  };
}

type Again = Omit<RuleExample, 'to'> & {
  input: GateInput | null;
  held: boolean;
  others: { action: GateAction; name: string }[] | null;
};

/** Where the rule as it was had a say, what would have happened without it stands in no column: the gate is asked again. */
async function askedAgain(tx: Tx, id: number, holds: SQL, action: GateAction): Promise<Part & { cut: boolean }> {
  const rows = await tx.execute<Again>(sql`
    select d.conversation_id::float8 as "conversationId", coalesce(nullif(k.name, ''), k.email) as "contactName", c.subject, d.created_at as at,
      d.action as "from", ${holds} as held,
      (select s -> 'input' from ai_runs run, jsonb_array_elements(run.stages) s where run.id = d.run_id and s ->> 'stage' = 'gate') as input,
      (select json_agg(json_build_object('action', o.action, 'name', o.name)) from policy_rules o
        where o.id = any(d.rule_ids) and o.id <> ${id} and o.enabled) as others
    from (select * from decisions where created_at > now() - make_interval(days => ${DAYS}) and rule_ids @> array[${id}::bigint]
      order by created_at desc limit ${MOST_AGAIN + 1}) d
    join conversations c on c.id = d.conversation_id join contacts k on k.id = c.contact_id
    order by d.created_at desc`);
  const asked = [...rows].slice(0, MOST_AGAIN);
  const moved = asked.flatMap(({ input, held, others, ...one }): RuleExample[] => {
    if (!input) return [];
    const rules = [...(others ?? []), ...(held ? [{ action, name: '' }] : [])];
    const [policy = null] = rules.sort((a, b) => STRICTNESS.indexOf(a.action) - STRICTNESS.indexOf(b.action));
    const to = gate({ ...input, policy }).action;
    return to === one.from ? [] : [{ ...one, to, at: new Date(one.at).toISOString() }];
  });
  return {
    matched: asked.filter(({ held }) => held).length,
    moves: moved.map(({ from, to }) => ({ from, to, n: 1 })),
    examples: moved.slice(0, EXAMPLES),
    cut: rows.length > MOST_AGAIN,
  };
}

function summed(moves: RuleMove[]): RuleMove[] {
  const sums = new Map<string, RuleMove>();
  for (const { from, to, n } of moves) {
    const key = `${from}>${to}`;
    sums.set(key, { from, to, n: (sums.get(key)?.n ?? 0) + n });
  }
  return [...sums.values()].sort((a, b) => b.n - a.n);
}

/** The same as `evaluatePolicy`, on the columns of a decision; a test holds them together. Attributes are the customer's of today. */
function conditionsHold(conditions: PolicyConditions): SQL {
  const { topics, channels, languages, risks, attribute, verified, alwaysPerson, hours } = conditions;
  const parts: SQL[] = [];
  if (topics) parts.push(sql`coalesce(d.topic, '') in ${topics}`);
  if (channels) parts.push(sql`d.channel in ${channels}`);
  if (languages) parts.push(sql`d.language in ${languages}`);
  if (risks) parts.push(sql`d.risks && ${textArray(risks)}`);
  if (verified !== undefined) parts.push(sql`d.verified = ${verified}`);
  if (alwaysPerson !== undefined) parts.push(sql`d.always_person = ${alwaysPerson}`);
  if (attribute) parts.push(attributeIs(attribute));
  if (hours) parts.push(within(hours));
  return parts.length > 0 ? sql`coalesce(${sql.join(parts, sql` and `)}, false)` : sql`true`;
}

/** Customers with that attribute are few beside decisions: they are found once. */
function attributeIs({ name, is }: NonNullable<PolicyConditions['attribute']>): SQL {
  return sql`d.conversation_id in (
    select c.id from conversations c where c.contact_id in (
      select k.id from contacts k left join companies co on co.id = k.company_id
      cross join lateral jsonb_each_text(coalesce(co.attributes, '{}') || k.attributes) a
      where lower(trim(a.key)) = lower(trim(${name}))
      and lower(trim(a.value)) = any(${textArray(is.map((one) => one.trim().toLowerCase()))})))`;
}

/** Local time of the zone; the early hours of a window over midnight belong to the day on which it began. */
function within({ from, to, zone, days }: NonNullable<PolicyConditions['hours']>): SQL {
  const local = sql`l.at`;
  const minute = sql`date_trunc('minute', ${local})::time`;
  const over = to <= from;
  const inside = over
    ? sql`(${minute} >= ${from}::time or ${minute} < ${to}::time)`
    : sql`(${minute} >= ${from}::time and ${minute} < ${to}::time)`;
  const began = over
    ? sql`(case when ${minute} < ${to}::time then ${local} - interval '1 day' else ${local} end)`
    : local;
  const list = (days ?? []).map((day) => sql`${day}`);
  const onDay = list.length > 0 ? sql`and extract(isodow from ${began})::int in (${sql.join(list, sql`, `)})` : sql``;
  // The offset keeps Postgres from converting the time once for each place that it stands in.
  return days?.length === 0
    ? sql`false`
    : sql`(select ${inside} ${onDay} from (select d.created_at at time zone ${zone} as at offset 0) l)`;
}

function textArray(values: string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
