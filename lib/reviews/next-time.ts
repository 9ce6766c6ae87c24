// What it would take for a reply like this to leave by itself, from what the gate said and how Autopilot is set now.
import type { AutopilotMode, ProposalKind, Reason } from '#db/schema/ai.ts';
import type { TopicRule } from '#db/schema/autopilot.ts';

/** `code` names a sentence in the catalogue (`review.nextTime.<code>`). */
export type NextTime = { code: string; data?: Record<string, string | number> };

type Facts = {
  kind: ProposalKind;
  reasons: Reason[];
  spotCheck: boolean;
  confidence: number;
  mode: AutopilotMode;
  /** What the team's reviews had earned when the gate decided; null: nothing yet. */
  threshold: number | null;
  topic: { name: string; rule: TopicRule } | null;
};

/** The hardest thing first: what no setting changes, then what the help center can, then what Autopilot can. */
export function whatItWouldTake({ kind, reasons, spotCheck, confidence, mode, threshold, topic }: Facts): NextTime {
  const has = (prefix: string) => reasons.some(({ code, tone }) => tone !== 'ok' && code.startsWith(prefix));
  const sure = Math.floor(confidence * 100);
  if (kind !== 'reply') return { code: 'knowledge' };
  if (has('risk_') || has('hidden_text')) return { code: 'risk' };
  if (has('conversation_with_person')) return { code: 'person' };
  if (has('unverified_sender')) return { code: 'unverified' };
  if (has('problem_')) return { code: 'source' };
  if (has('solved_source')) return { code: 'solved' };
  if (has('outcome_')) return { code: 'knowledge' };
  if (topic && topic.rule !== 'default') return { code: 'topic', data: { topic: topic.name } };
  if (threshold === null) return { code: 'not_earned' };
  const numbers = { sure, threshold: Math.round(threshold * 100) };
  if (confidence < threshold) return { code: 'below', data: numbers };
  if (mode !== 'on') return { code: 'mode', data: numbers };
  return { code: spotCheck ? 'spot_check' : 'now' };
}
