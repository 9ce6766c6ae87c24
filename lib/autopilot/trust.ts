// How far the AI may go right now: what the gate is told about mode, thresholds, spot checks and rules. Knows no message.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type AutopilotMode, autopilot, policyRules, type TopicRule, topics } from '#db/schema.ts';
import { isBudget } from './budgets.ts';
import { type Drift, spotShare } from './drift.ts';
import type { PolicyRule } from './policy.ts';
import { loadResults } from './recount.ts';
import { thresholdFor, type Unearned } from './results.ts';
import { CAREFUL } from './settings.ts';
import { loadDrift } from './watch.ts';

export type TopicTrust = {
  name: string | null;
  rule: TopicRule;
  /** A share; null: nothing may send itself here. */
  threshold: number | null;
  unearned: Unearned | null;
  /** Raised while an error has just been seen. */
  spotCheckShare: number;
};

export type Trust = {
  mode: AutopilotMode;
  auditShare: number;
  rules: PolicyRule[];
  about: (topic: string | null) => TopicTrust;
};

/** What is tried before it is saved: another budget, and one rule added, changed or (`rule: null`) taken away. */
export type Tried = {
  budget?: number;
  rule?: { id: number | null; rule: (Omit<PolicyRule, 'id'> & { enabled: boolean }) | null };
};

/** @param demo for the demo's own mailbox: there the made-up reviews count as well. @param tried as if this had been saved; for looking only. */
export async function loadTrust(
  tx: Tx,
  {
    demo,
    answerer,
    modelVersion,
    now,
    tried = {},
  }: { demo: boolean; answerer: string; modelVersion: string; now: Date; tried?: Tried },
): Promise<Trust> {
  const [row] = await tx.select().from(autopilot);
  const saved = row ?? CAREFUL;
  const settings = { ...saved, budget: tried.budget ?? saved.budget };
  const counted = await loadResults(tx, { demo, answerer, modelVersion });
  const known = new Map((await tx.select().from(topics)).map((topic) => [topic.key, topic]));
  const rules = await tx
    .select({
      id: policyRules.id,
      name: policyRules.name,
      conditions: policyRules.conditions,
      action: policyRules.action,
    })
    .from(policyRules)
    .where(eq(policyRules.enabled, true));
  const drift = await loadDrift(tx, { demo, now, budget: saved.budget });
  return {
    mode: settings.mode,
    auditShare: settings.auditShare,
    rules: tried.rule ? withRule(rules, tried.rule) : rules,
    about: (key) => {
      const topic = key === null ? undefined : known.get(key);
      const own = topic?.budget ?? null;
      const earned = isBudget(settings.budget)
        ? thresholdFor(counted?.results ?? null, {
            topic: key,
            budget: settings.budget,
            own: own !== null && isBudget(own) ? own : null,
            least: settings.threshold,
          })
        : ({ threshold: null, why: 'not_earned' } as const);
      return {
        name: topic?.name ?? null,
        rule: topic?.rule ?? 'default',
        threshold: earned.threshold,
        unearned: earned.why,
        spotCheckShare: spotShare(settings.spotCheckShare, worst([drift.workspace, drift.topics.get(key ?? '')])),
      };
    },
  };
}

/** A new rule has no number yet. */
function withRule(rules: PolicyRule[], { id, rule }: NonNullable<Tried['rule']>): PolicyRule[] {
  const others = rules.filter((one) => one.id !== id);
  if (!rule?.enabled) return others;
  const { name, conditions, action } = rule;
  return [...others, { id: id ?? 0, name, conditions, action }];
}

function worst(drifts: (Drift | undefined)[]): Drift['state'] {
  const states = drifts.map((drift) => drift?.state ?? 'quiet');
  return states.includes('tripped') ? 'tripped' : states.includes('suspicious') ? 'suspicious' : 'quiet';
}

/** Where the demo is in, its mailbox lives on made-up reviews. */
export async function demoIsIn(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ demo: boolean }>(sql`select demo from workspace where id = 1`);
  return row?.demo ?? false;
}
