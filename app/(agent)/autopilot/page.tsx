import type { Metadata } from 'next';
import { AutopilotScreen } from '#components/autopilot/autopilot-screen.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { reachedCap } from '#lib/ai/cap.ts';
import { loadProof } from '#lib/ai/recount.ts';
import { loadConsequences } from '#lib/autopilot/consequences.ts';
import { needsOf } from '#lib/autopilot/needs.ts';
import { listRules } from '#lib/autopilot/policy-rules.ts';
import { getAutopilot, listChanges, listTopics } from '#lib/autopilot/settings.ts';
import { customerSignals } from '#lib/autopilot/signals.ts';
import { reliability, topicCounts } from '#lib/autopilot/stats.ts';
import { requireAgent } from '../../session.ts';
import {
  changeAction,
  removeRuleAction,
  ruleAction,
  ruleEffectAction,
  saveRuleAction,
  topicBudgetAction,
} from './actions.ts';

export const metadata: Metadata = { title: 'Autopilot' };

const TOPIC_DAYS = 30;

export default async function AutopilotPage() {
  const agent = await requireAgent();
  const [settings, { results, demo }, measured, topics, counts, changes, rules, signals, cap] = await Promise.all([
    getAutopilot(),
    loadProof(),
    reliability(agent),
    listTopics(agent),
    topicCounts(agent, TOPIC_DAYS),
    listChanges(agent),
    listRules(agent),
    customerSignals(agent),
    reachedCap(agent),
  ]);
  const consequences = await loadConsequences(agent, { results, settings, topics, demo });
  return (
    <AutopilotScreen
      settings={settings}
      cap={cap}
      proof={{
        consequences,
        needs: needsOf(results, settings, topics),
        judged: results.judged,
        taught: results.taught,
        demo,
      }}
      reliability={measured}
      signals={signals}
      rules={rules}
      topics={topics}
      counts={{ days: TOPIC_DAYS, rows: counts }}
      changes={changes.map((change) => ({ ...change, createdAt: change.createdAt.toISOString() }))}
      mayChange={hasRole(agent, 'admin')}
      onChange={changeAction}
      onRule={ruleAction}
      onTopicBudget={topicBudgetAction}
      onSaveRule={saveRuleAction}
      onRemoveRule={removeRuleAction}
      onAskEffect={ruleEffectAction}
    />
  );
}
