import type { Metadata } from 'next';
import { AutopilotScreen } from '#components/autopilot/autopilot-screen.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { getAutopilot, listChanges, listTopics } from '#lib/autopilot/settings.ts';
import { reliability, thresholdCurve, topicCounts } from '#lib/autopilot/stats.ts';
import { requireAgent } from '../../session.ts';
import { changeAction, ruleAction } from './actions.ts';

export const metadata: Metadata = { title: 'Autopilot' };

const CURVE_DAYS = 90;
const TOPIC_DAYS = 30;

export default async function AutopilotPage() {
  const agent = await requireAgent();
  const [settings, curve, bins, topics, counts, changes] = await Promise.all([
    getAutopilot(),
    thresholdCurve(agent, CURVE_DAYS),
    reliability(agent),
    listTopics(agent),
    topicCounts(agent, TOPIC_DAYS),
    listChanges(agent),
  ]);
  return (
    <AutopilotScreen
      settings={settings}
      curve={{ ...curve, days: CURVE_DAYS }}
      bins={bins}
      topics={topics}
      counts={{ days: TOPIC_DAYS, rows: counts }}
      changes={changes.map((change) => ({ ...change, createdAt: change.createdAt.toISOString() }))}
      mayChange={hasRole(agent, 'admin')}
      onChange={changeAction}
      onRule={ruleAction}
    />
  );
}
