// What a replayed change was compared with, in one short text a part: so that it is saved only where nothing else has changed meanwhile.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { policyRules, type ReplayStanding, topics, workspace } from '#db/schema.ts';
import { modelOf } from '#lib/ai/models/engine.ts';
import { getAutopilot } from '#lib/autopilot/settings.ts';
import { embedderOf } from '#lib/knowledge/embedder.ts';
import { sha256 } from '#lib/platform/crypto.ts';

export async function standingNow(tx: Tx): Promise<ReplayStanding> {
  const [row] = await tx.select().from(workspace).where(eq(workspace.id, 1));
  const { budget, threshold } = await getAutopilot(tx);
  const rules = await tx.select().from(policyRules).orderBy(policyRules.id);
  const known = await tx.select().from(topics).orderBy(topics.id);
  const engine = row?.aiEngine ?? { provider: 'builtin' as const };
  return {
    engine: [engine.provider, modelOf(engine), engine.baseUrl ?? '', embedderOf(engine) ?? ''].join(' '),
    guidance: short(row?.aiGuidance ?? ''),
    rules: short(rules.map(({ id, name, conditions, action, enabled }) => [id, name, conditions, action, enabled])),
    budget: `${budget} ${threshold ?? ''}`,
    topics: short(known.map(({ key, rule, budget: own }) => [key, rule, own])),
    knowledge: String(row?.knowledgeVersion ?? 0),
  };
}

export type Part = keyof ReplayStanding;

/** What decides who answers: while a replay runs, both must stay. */
export const WHO_ANSWERS: Part[] = ['engine', 'guidance'];
/** What people set; articles come and go, and are told of apart. */
const SETTINGS: Part[] = [...WHO_ANSWERS, 'rules', 'budget', 'topics'];

export function changedParts(before: ReplayStanding, now: ReplayStanding, parts: Part[] = SETTINGS): Part[] {
  return parts.filter((part) => before[part] !== now[part]);
}

function short(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, 16);
}
