// One pass over one message: the stages in their order, each with what went in, what came out and how long it took. Pure: no database.
import type { StageRecord } from '#db/schema/ai.ts';
import type { ConfidenceModel } from '#lib/autopilot/confidence-model.ts';
import type { PassageIndex, PublicPassage } from '#lib/knowledge/passage-index.ts';
import type { SolvedCandidate } from '#lib/knowledge/solved-search.ts';
import type { Vector } from '#lib/knowledge/vectors.ts';
import { type Decided, decide, type Findings, type Standing } from './decide.ts';
import { draft } from './draft/draft.ts';
import { judge } from './judge.ts';
import { type CallModel, ModelFailed } from './models/call.ts';
import type { EmbedTexts } from './models/embed.ts';
import { type Reading, read, searchLanguage, withReading } from './read.ts';
import { retrieve, searchedTexts } from './retrieve.ts';
import { score } from './score.ts';
import { solvedTerms, withSolved } from './solved.ts';
import { triage } from './triage/triage.ts';
import {
  type Ask,
  type Draft,
  type Judgement,
  NO_USAGE,
  type Outcome,
  type ProblemCode,
  type Retrieval,
  type Reworded,
  type Score,
  type Triage,
  type Usage,
  type Verification,
} from './types.ts';
import { entail } from './verify/entail.ts';
import { verify } from './verify/verify.ts';

export type ThinkInput = Standing & {
  ask: Ask;
  contactLanguage: string | null;
  /** Public passages only: no internal one can reach a draft, by this type. */
  index: PassageIndex<PublicPassage>;
  /** Looks up what people answered in solved conversations; not given: this source is not asked. */
  solved?: (terms: string[], language: string) => Promise<SolvedCandidate[]>;
  /** This workspace's own confidence, where it has one. */
  own: { version: string; model: ConfidenceModel } | null;
  portalUrl: string;
  /** How answers should sound: of the engine that is called. */
  guidance: string;
  /** What agents taught about messages like this one; null: the evidence's topic stands. */
  taughtTopic?: (question: string) => string | null;
  /** This month's model costs have reached the owner's limit: nothing beyond a suggestion. */
  capReached?: boolean;
  /** Null: the model is resting after failures, or its setting cannot be used. */
  call: CallModel | null;
  /** Null: no embedding model is set, and words alone find passages. */
  embed?: EmbedTexts | null;
  dice: () => number;
};

export type Thought = {
  triage: Triage;
  retrieval: Retrieval;
  judgement: Judgement;
  draft: Draft;
  verification: Verification;
  score: Score;
  decided: Decided;
  /** What the gate was asked about, to ask it again when this is stored. */
  findings: Findings;
  stages: StageRecord[];
  /** Of all calls that this pass made. */
  usage: Usage;
  /** Why the model could not be used; the gate has then said `person`. */
  failure: ModelFailed | null;
  /** Why one of the calls round the draft could not be used; the gate has then held the draft back. */
  halfFailure: ModelFailed | null;
};

export async function think(input: ThinkInput): Promise<Thought> {
  const { ask, index } = input;
  const stages: StageRecord[] = [];
  const timed = recorder(stages);

  const {
    reading: _,
    reworded,
    usage: readUsage,
    failed: readFailed,
    ...triaged
  } = await timed('triage', { channel: ask.channel, verified: ask.verified, turns: ask.history.length }, () =>
    tryRead(input, triage({ ask, contactLanguage: input.contactLanguage })),
  );
  const { retrieval, judgement, ...sought } = await timed(
    'retrieve',
    { question: triaged.question, language: triaged.language, passages: index.passages.length },
    async () => {
      const { question, language } = triaged;
      const { meanings, ...embedding } = await tryEmbed(input, question, reworded);
      const evident = retrieve({ index, question, language, reworded, meanings, now: input.now });
      const known = { ...evident, topic: input.taughtTopic?.(question) ?? evident.topic };
      const judgement = judge(triaged, known);
      const found = await answeredBefore(input, triaged, known, judgement);
      const problems: ProblemCode[] = [];
      if (readFailed) problems.push('not_read');
      if (embedding.poor) problems.push('not_embedded');
      return {
        retrieval: found,
        judgement,
        reworded,
        byMeaning: meanings.size > 0,
        problems,
        ...embedding,
      };
    },
  );
  const { drafted, failure } = await timed(
    'draft',
    { outcome: judgement.outcome, sources: retrieval.evidence.map(({ id }) => id) },
    () => tryDraft(input, triaged, retrieval, judgement),
  );
  const {
    usage: checkUsage,
    failed: checkFailed,
    ...verification
  } = await timed('verify', { citations: drafted.citations.length }, () =>
    check(input, drafted, retrieval, sought.problems),
  );
  const scored = await timed('score', {}, () =>
    score({ triage: triaged, retrieval, judgement, draft: drafted, verification, own: input.own }),
  );
  const findings: Findings = {
    topic: retrieval.topic,
    channel: ask.channel,
    dice: input.dice(),
    auditDice: input.dice(),
    kind: drafted.kind,
    confidence: drafted.kind === 'reply' ? scored.confidence : null,
    outcome: outcomeOf(drafted, judgement),
    risks: triaged.risks,
    problems: verification.problems.map(({ code }) => code),
    asksPerson: triaged.asksPerson,
    verified: ask.verified,
    hiddenText: ask.hiddenText !== '',
    stale: cites(drafted, retrieval, ({ stale }) => stale),
    solved: restsOnSolved(drafted, retrieval, input.call),
    language: triaged.language,
    evidenceLanguage: retrieval.evidence[0]?.language ?? null,
    modelFailed: failure !== null,
    capReached: input.capReached === true,
  };
  const started = performance.now();
  const decided = decide(findings, input);
  stages.push({ stage: 'gate', input: decided.input, output: decided.gate, ms: elapsed(started) });
  return {
    triage: triaged,
    retrieval,
    judgement,
    draft: drafted,
    verification,
    score: scored,
    decided,
    findings,
    stages,
    usage: total(readUsage, sought.usage, drafted.usage, checkUsage),
    failure,
    halfFailure: readFailed ?? sought.failed ?? checkFailed,
  };
}

/** Only where the help center has no answer, or none to a part: it comes first, whatever people wrote before. */
async function answeredBefore(
  { solved }: ThinkInput,
  { question, language }: Triage,
  known: Retrieval,
  judgement: Judgement,
): Promise<Retrieval> {
  const terms = solved ? solvedTerms(question, known, judgement) : [];
  return solved && terms.length > 0 ? withSolved(question, known, judgement, await solved(terms, language)) : known;
}

/** What quotes says so itself; a model that was shown such an answer may have used it without a mark. */
function restsOnSolved(drafted: Draft, { evidence }: Retrieval, call: CallModel | null): boolean {
  if (drafted.kind !== 'reply') return false;
  const quotes = drafted.verdict === null && call !== null;
  return evidence.some(
    (item) =>
      item.solvedId !== undefined && (!quotes || drafted.citations.some(({ passageId }) => passageId === item.id)),
  );
}

/** In code first; a model's reading can then only make it stricter. A model that rests is not asked: drafting will say so. */
async function tryRead({ index, call }: ThinkInput, own: Triage): Promise<Triage & Read> {
  if (!call || call.builtin) return { ...own, reading: null, reworded: null, usage: NO_USAGE, failed: null };
  try {
    const { reading, reworded, usage } = await read(own, searchLanguage(own, index), call);
    return { ...withReading(own, reading), reading, reworded, usage, failed: null };
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return { ...own, reading: null, reworded: null, usage: error.usage, failed: error };
  }
}

type Read = { reading: Reading | null; reworded: Reworded | null; usage: Usage; failed: ModelFailed | null };

/** With less than this share of the passages read, a search by meaning would prefer those that were. */
const MOSTLY = 0.9;

/** `poor`: an embedding model is set, and this search had to do without it. */
async function tryEmbed(
  { index, embed }: ThinkInput,
  question: string,
  reworded: Reworded | null,
): Promise<{ meanings: Map<string, Vector>; usage: Usage; failed: ModelFailed | null; poor: boolean }> {
  const none = { meanings: new Map<string, Vector>(), usage: NO_USAGE, failed: null };
  if (!embed || index.passages.length === 0) return { ...none, poor: false };
  if (index.embedded < MOSTLY) return { ...none, poor: true };
  const sought = searchedTexts(question, reworded);
  const texts = [...new Set([sought.question, ...sought.asks])].filter((text) => text.trim() !== '');
  if (texts.length === 0) return { ...none, poor: false };
  try {
    const { vectors, usage } = await embed(texts);
    const meanings = new Map(texts.flatMap((text, at) => (vectors[at] ? [[text, vectors[at]] as const] : [])));
    return { meanings, usage, failed: null, poor: false };
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return { ...none, usage: error.usage, failed: error, poor: true };
  }
}

/** In code first; then, where a model wrote, by a second reading that can only find more. */
async function check(
  { ask, portalUrl, call }: ThinkInput,
  drafted: Draft,
  retrieval: Retrieval,
  searchProblems: ProblemCode[],
): Promise<Verification & { usage: Usage; failed: ModelFailed | null }> {
  const { evidence } = retrieval;
  const inCode = verify({ draft: drafted, evidence, ask, allowedHosts: [new URL(portalUrl).host] });
  if (drafted.kind === 'reply') inCode.problems.push(...searchProblems.map((code) => ({ code, text: '' })));
  if (!call || call.builtin) return { ...inCode, usage: NO_USAGE, failed: null };
  const { verification, usage, failure } = await entail({ draft: drafted, evidence, verification: inCode, call });
  return { ...verification, usage, failed: failure };
}

function total(...all: Usage[]): Usage {
  return all.reduce((sum, { tokensIn, tokensOut, costUsd }) => ({
    tokensIn: sum.tokensIn + tokensIn,
    tokensOut: sum.tokensOut + tokensOut,
    costUsd: sum.costUsd + costUsd,
  }));
}

function cites({ citations }: Draft, { evidence }: Retrieval, test: (item: Retrieval['evidence'][number]) => boolean) {
  return citations.some(({ passageId }) => evidence.some((item) => item.id === passageId && test(item)));
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
  { ask, call, portalUrl, guidance }: ThinkInput,
  triaged: Triage,
  retrieval: Retrieval,
  judgement: Judgement,
): Promise<{ drafted: Draft; failure: ModelFailed | null }> {
  try {
    const resting: CallModel = () =>
      Promise.reject(new ModelFailed('unreachable', 'The model failed several times and is left alone for a minute.'));
    return {
      drafted: await draft({ ask, triage: triaged, retrieval, judgement, portalUrl, call: call ?? resting, guidance }),
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
  usage: NO_USAGE,
};

function recorder(stages: StageRecord[]) {
  return async <T>(stage: StageRecord['stage'], input: unknown, run: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const output = await run();
    const usage = usageOf(output);
    stages.push({ stage, input, output, ms: elapsed(started), ...usage });
    return output;
  };
}

const elapsed = (started: number) => Math.round((performance.now() - started) * 10) / 10;

function usageOf(output: unknown): Pick<StageRecord, 'tokensIn' | 'tokensOut' | 'costUsd'> {
  const { drafted, usage } = (output ?? {}) as { drafted?: Draft; usage?: Usage };
  return drafted?.usage ?? usage ?? {};
}
