// One question through the production stages, without a database.
import { BUILTIN, tandem } from '#lib/ai/models/builtin.ts';
import { type CallModel, callerFor } from '#lib/ai/models/call.ts';
import type { Engine } from '#lib/ai/models/engine.ts';
import { type Thought, think } from '#lib/ai/think.ts';
import type { Corpus, QuestionRow } from './corpus.ts';

export type CaseLine = {
  id: string;
  outcome: string;
  decision: string;
  confidence: number;
  topic: string | null;
  language: string;
  mood: string;
  risks: string[];
  needsReply: boolean;
  proposal: { kind: string; text: string; citations: string[] };
  evidence: { articleId: string; passage: string; score: number }[];
  reasons: string[];
};

export type EvaluatedCase = { question: QuestionRow; line: CaseLine; thought: Thought; ms: number };

export const builtinCall: CallModel = callerFor(tandem.languageModel(BUILTIN), BUILTIN);
export const builtin: Pick<Engine, 'call' | 'embed'> = { call: builtinCall };

export async function runCase(
  corpus: Corpus,
  question: QuestionRow,
  {
    engine = builtin,
    threshold = 0.8,
  }: { engine?: Pick<Engine, 'call' | 'embed' | 'guidance'>; threshold?: number } = {},
): Promise<EvaluatedCase> {
  const started = performance.now();
  const thought = await think({
    ask: {
      subject: question.subject,
      text: question.text,
      hiddenText: '',
      channel: question.channel,
      history: [],
      firstName: '',
      verified: true,
    },
    contactLanguage: null,
    index: corpus.index,
    trust: {
      mode: 'on',
      auditShare: 0,
      rules: [],
      about: () => ({ name: null, rule: 'default', threshold, unearned: null, spotCheckShare: 0 }),
    },
    own: null,
    attributes: {},
    personOnly: false,
    alwaysPerson: false,
    portalUrl: 'https://help.example.com',
    call: engine.call,
    embed: engine.embed ?? null,
    guidance: engine.guidance ?? '',
    dice: () => 0.5,
    now: new Date(),
  });
  return { question, thought, line: asLine(corpus, question, thought), ms: performance.now() - started };
}

function asLine(corpus: Corpus, question: QuestionRow, thought: Thought): CaseLine {
  const { triage, retrieval, draft, score, judgement } = thought;
  const { gate } = thought.decided;
  const idOf = ({ articleId, snippetId }: { articleId: number | null; snippetId: number | null }) =>
    corpus.idOf(articleId !== null ? `a${articleId}` : `s${snippetId}`);
  return {
    id: question.id,
    outcome: judgement.outcome,
    decision: gate.action,
    confidence: score.confidence,
    topic: retrieval.topic,
    language: triage.language,
    mood: triage.mood,
    risks: triage.risks,
    needsReply: triage.needsReply,
    proposal: { kind: draft.kind, text: draft.body, citations: draft.citations.map(idOf) },
    evidence: retrieval.evidence.map((item) => ({ articleId: idOf(item), passage: item.text, score: item.score })),
    reasons: gate.reasons.map(({ code }) => code),
  };
}
