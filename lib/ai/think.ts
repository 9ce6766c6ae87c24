// One pass over one message: the stages in their order, each with what went in, what came out and how long it took. Pure: no database.
import type { StageRecord } from '#db/schema/ai.ts';
import type { ConfidenceModel } from '#lib/autopilot/confidence-model.ts';
import { evaluatePolicy } from '#lib/autopilot/policy.ts';
import type { Trust } from '#lib/autopilot/trust.ts';
import type { PassageIndex, PublicPassage } from '#lib/knowledge/passage-index.ts';
import { draft } from './draft/draft.ts';
import { gate } from './gate.ts';
import { judge } from './judge.ts';
import { type CallModel, ModelFailed } from './models/call.ts';
import { retrieve } from './retrieve.ts';
import { score } from './score.ts';
import { triage } from './triage/triage.ts';
import type {
  Ask,
  Draft,
  GateInput,
  GateResult,
  Judgement,
  Outcome,
  Retrieval,
  Score,
  Triage,
  Verification,
} from './types.ts';
import { verify } from './verify/verify.ts';

export type ThinkInput = {
  ask: Ask;
  contactLanguage: string | null;
  /** Public passages only: no internal one can reach a draft, by this type. */
  index: PassageIndex<PublicPassage>;
  /** How far the AI may go: mode, what is earned by topic, the team's rules. */
  trust: Trust;
  /** This workspace's own confidence, where it has one. */
  own: { version: string; model: ConfidenceModel } | null;
  /** Of the company and the customer: what rules may ask for. */
  attributes: Record<string, string>;
  personOnly: boolean;
  alwaysPerson: boolean;
  portalUrl: string;
  /** This month's model costs have reached the owner's limit: nothing beyond a suggestion. */
  capReached?: boolean;
  /** Null: the model is resting after failures, or its setting cannot be used. */
  call: CallModel | null;
  dice: () => number;
  now: Date;
};

export type Thought = {
  triage: Triage;
  retrieval: Retrieval;
  judgement: Judgement;
  draft: Draft;
  verification: Verification;
  score: Score;
  gate: GateResult;
  /** What the decision's record needs besides. */
  judgedShare: number;
  ruleIds: number[];
  stages: StageRecord[];
  /** Why the model could not be used; the gate has then said `person`. */
  failure: ModelFailed | null;
};

export async function think(input: ThinkInput): Promise<Thought> {
  const { ask, index, trust } = input;
  const stages: StageRecord[] = [];
  const timed = recorder(stages);

  const triaged = await timed(
    'triage',
    { channel: ask.channel, verified: ask.verified, turns: ask.history.length },
    () => triage({ ask, contactLanguage: input.contactLanguage }),
  );
  const { retrieval, judgement } = await timed(
    'retrieve',
    { question: triaged.question, language: triaged.language, passages: index.passages.length },
    () => {
      const found = retrieve({ index, question: triaged.question, language: triaged.language, now: input.now });
      return { retrieval: found, judgement: judge(triaged, found) };
    },
  );
  const { drafted, failure } = await timed(
    'draft',
    { outcome: judgement.outcome, sources: retrieval.evidence.map(({ id }) => id) },
    () => tryDraft(input, triaged, retrieval, judgement),
  );
  const verification = await timed('verify', { citations: drafted.citations.length }, () =>
    verify({ draft: drafted, evidence: retrieval.evidence, ask, allowedHosts: [new URL(input.portalUrl).host] }),
  );
  const scored = await timed('score', {}, () =>
    score({ triage: triaged, retrieval, judgement, draft: drafted, verification, own: input.own }),
  );
  const topic = trust.about(retrieval.topic);
  const policy = evaluatePolicy(trust.rules, {
    topic: retrieval.topic,
    channel: ask.channel,
    language: triaged.language,
    risks: triaged.risks,
    attributes: input.attributes,
    verified: ask.verified,
    alwaysPerson: input.alwaysPerson,
    now: input.now,
  });
  const gateInput = {
    mode: trust.mode,
    threshold: topic.threshold,
    unearned: topic.unearned,
    spotCheckShare: topic.spotCheckShare,
    auditShare: trust.auditShare,
    dice: input.dice(),
    auditDice: input.dice(),
    policy: policy && { action: policy.action, name: policy.name },
    kind: drafted.kind,
    confidence: drafted.kind === 'reply' ? scored.confidence : null,
    outcome: outcomeOf(drafted, judgement),
    risks: triaged.risks,
    problems: verification.problems.map(({ code }) => code),
    topicRule: topic.rule,
    topicName: topic.name,
    personOnly: input.personOnly,
    alwaysPerson: input.alwaysPerson,
    asksPerson: triaged.asksPerson,
    verified: ask.verified,
    hiddenText: ask.hiddenText !== '',
    stale: cites(drafted, retrieval, ({ stale }) => stale),
    language: triaged.language,
    evidenceLanguage: retrieval.evidence[0]?.language ?? null,
    modelFailed: failure !== null,
    capReached: input.capReached === true,
  };
  const decided = await timed('gate', gateInput, () => gate(gateInput));
  return {
    triage: triaged,
    retrieval,
    judgement,
    draft: drafted,
    verification,
    score: scored,
    gate: decided,
    judgedShare: judgedShare(decided, gateInput),
    ruleIds: policy?.matched ?? [],
    stages,
    failure,
  };
}

function cites({ citations }: Draft, { evidence }: Retrieval, test: (item: Retrieval['evidence'][number]) => boolean) {
  return citations.some(({ passageId }) => evidence.some((item) => item.id === passageId && test(item)));
}

/** The chance, before the dice, that a person would judge it: before it leaves, or afterwards. */
function judgedShare({ action, spotCheck }: GateResult, { spotCheckShare, auditShare }: GateInput): number {
  if (action === 'send' || spotCheck) return spotCheckShare + (1 - spotCheckShare) * auditShare;
  return action === 'review' ? 1 : 0;
}

/** A model that writes knows better whether its sources cover the question; who leaves something open has answered a part. */
function outcomeOf(drafted: Draft, judgement: Judgement): Outcome {
  const covers = drafted.verdict?.covers;
  if (covers === 'none')
    return judgement.outcome === 'answerable' || judgement.outcome === 'partly' ? 'unknown' : judgement.outcome;
  if (covers === 'part' || (drafted.open.length > 0 && judgement.outcome === 'answerable')) return 'partly';
  return covers === 'all' ? 'answerable' : judgement.outcome;
}

async function tryDraft(
  { ask, call, portalUrl }: ThinkInput,
  triaged: Triage,
  retrieval: Retrieval,
  judgement: Judgement,
): Promise<{ drafted: Draft; failure: ModelFailed | null }> {
  try {
    const resting: CallModel = () =>
      Promise.reject(new ModelFailed('unreachable', 'The model failed several times and is left alone for a minute.'));
    return {
      drafted: await draft({ ask, triage: triaged, retrieval, judgement, portalUrl, call: call ?? resting }),
      failure: null,
    };
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return { drafted: { ...NOTHING, usage: error.usage, language: triaged.language }, failure: error };
  }
}

const NOTHING: Omit<Draft, 'language'> = {
  kind: 'abstain',
  body: '',
  answer: '',
  citations: [],
  open: [],
  verdict: null,
  usage: { tokensIn: 0, tokensOut: 0, costUsd: 0 },
};

function recorder(stages: StageRecord[]) {
  return async <T>(stage: StageRecord['stage'], input: unknown, run: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const output = await run();
    const usage = usageOf(output);
    stages.push({ stage, input, output, ms: Math.round((performance.now() - started) * 10) / 10, ...usage });
    return output;
  };
}

function usageOf(output: unknown): Pick<StageRecord, 'tokensIn' | 'tokensOut' | 'costUsd'> {
  const drafted = (output as { drafted?: Draft } | null)?.drafted;
  return drafted ? drafted.usage : {};
}
