import type { Metadata } from 'next';
import { AutopilotScreen } from '#components/autopilot/autopilot-screen.tsx';
import { CarriedLine } from '#components/autopilot/carried-line.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { reachedCap } from '#lib/ai/cap.ts';
import { currentAnswerer, loadProof } from '#lib/ai/recount.ts';
import { formerReviews } from '#lib/autopilot/carried.ts';
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
  replayRuleAction,
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
  const [consequences, former] = await Promise.all([
    loadConsequences(agent, { results, settings, topics, demo }),
    results.carried
      ? { reviews: 0, from: [] }
      : formerReviews(db(), await currentAnswerer(db()), { demo, now: new Date() }),
  ]);
  const mayChange = hasRole(agent, 'admin');
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
      carried={<CarriedLine carried={results.carried ?? null} former={former} mayStart={mayChange} />}
      reliability={measured}
      signals={signals}
      rules={rules}
      topics={topics}
      counts={{ days: TOPIC_DAYS, rows: counts }}
      changes={changes.map((change) => ({ ...change, createdAt: change.createdAt.toISOString() }))}
      mayChange={mayChange}
      onChange={changeAction}
      onRule={ruleAction}
      onTopicBudget={topicBudgetAction}
      onSaveRule={saveRuleAction}
      onRemoveRule={removeRuleAction}
      onAskEffect={ruleEffectAction}
      onReplayRule={replayRuleAction}
    />
  );
}
