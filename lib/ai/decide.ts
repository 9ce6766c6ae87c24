// Puts the gate's question together: what this message and its reply are, and what stands right now. Pure, so that it can be asked again.
import type { ChannelKind } from '#db/schema/channels.ts';
import { evaluatePolicy } from '#lib/autopilot/policy.ts';
import type { Trust } from '#lib/autopilot/trust.ts';
import { gate } from './gate.ts';
import type { GateInput, GateResult } from './types.ts';

/** What people may change while a model thinks. */
export type Standing = {
  /** How far the AI may go: mode, what is earned by topic, the team's rules. */
  trust: Trust;
  /** Of the company and the customer: what rules may ask for. */
  attributes: Record<string, string>;
  personOnly: boolean;
  alwaysPerson: boolean;
  now: Date;
};

type Standings =
  | 'mode'
  | 'threshold'
  | 'unearned'
  | 'spotCheckShare'
  | 'auditShare'
  | 'policy'
  | 'topicRule'
  | 'topicName'
  | 'personOnly'
  | 'alwaysPerson';

/** What the stages and the dice found; it stays as it is. */
export type Findings = Omit<GateInput, Standings> & { topic: string | null; channel: ChannelKind };

export type Decided = {
  input: GateInput;
  gate: GateResult;
  /** The chance, before the dice, that a person would judge it: before it leaves, or afterwards. */
  judgedShare: number;
  ruleIds: number[];
};

export function decide({ topic: key, channel, ...found }: Findings, standing: Standing): Decided {
  const { trust, personOnly, alwaysPerson, attributes, now } = standing;
  const topic = trust.about(key);
  const policy = evaluatePolicy(trust.rules, {
    topic: key,
    channel,
    language: found.language,
    risks: found.risks,
    attributes,
    verified: found.verified,
    alwaysPerson,
    now,
  });
  const input: GateInput = {
    ...found,
    mode: trust.mode,
    threshold: topic.threshold,
    unearned: topic.unearned,
    spotCheckShare: topic.spotCheckShare,
    auditShare: trust.auditShare,
    policy: policy && { action: policy.action, name: policy.name },
    topicRule: topic.rule,
    topicName: topic.name,
    personOnly,
    alwaysPerson,
  };
  const result = gate(input);
  return { input, gate: result, judgedShare: judgedShare(result, input), ruleIds: policy?.matched ?? [] };
}

/** Strictest first. */
const STRICTNESS: GateResult['action'][] = ['person', 'suggest', 'review', 'send'];

/** What was decided, asked again as things stand now: it can only get stricter, since nobody has allowed more for this message. */
export function decideAgain(before: Decided, findings: Findings, standing: Standing): Decided {
  const again = decide(findings, standing);
  return STRICTNESS.indexOf(again.gate.action) < STRICTNESS.indexOf(before.gate.action) ? again : before;
}

function judgedShare({ action, spotCheck }: GateResult, { spotCheckShare, auditShare }: GateInput): number {
  if (action === 'send' || spotCheck) return spotCheckShare + (1 - spotCheckShare) * auditShare;
  return action === 'review' ? 1 : 0;
}
