// What the AI's stages would have noted down. Only the demo's past is imagined; what waits in Review comes from the real pipeline.
import type { Citation, Reason, StageRecord } from '#db/schema/ai.ts';
import type { PlannedConversation, PlannedRun } from './plan.ts';
import type { Random } from './random.ts';

type Imagined = {
  run: PlannedRun;
  conversation: PlannedConversation;
  text: string;
  citations: Citation[];
  features: Record<string, number>;
  reasons: Reason[];
};

export function stagesFor(
  { run, conversation, text, citations, features, reasons }: Imagined,
  random: Random,
): StageRecord[] {
  const ms = (low: number, high: number) => Math.round(random.between(low, high));
  const evidence = citations.map(({ passageId, articleId, snippetId, title, quote }) => ({
    id: passageId,
    articleId,
    snippetId,
    title,
    text: quote,
    score: round(random.between(9, 24)),
  }));
  return [
    {
      stage: 'triage',
      input: { subject: conversation.subject, text: text.slice(0, 2000) },
      output: {
        language: conversation.language,
        topic: conversation.topic,
        intent: 'question',
        mood: conversation.mood,
        urgency: 'normal',
        risks: [],
        asksPerson: false,
        needsReply: true,
        facts: [],
      },
      ms: ms(2, 6),
    },
    { stage: 'retrieve', input: { question: text.slice(0, 400) }, output: { evidence }, ms: ms(3, 9) },
    {
      stage: 'draft',
      input: { sources: citations.map(({ title }) => title) },
      output: { kind: 'reply', body: run.body, language: conversation.language },
      ms: ms(4, 14),
    },
    { stage: 'verify', input: {}, output: { problems: [] }, ms: ms(1, 3) },
    { stage: 'score', input: { features }, output: { confidence: round(run.confidence) }, ms: 1 },
    {
      stage: 'gate',
      input: { mode: run.mode, confidence: round(run.confidence) },
      output: { action: run.result === 'sent' ? 'send' : 'review', reasons, spotCheck: run.spotCheck },
      ms: 1,
    },
  ];
}

/** Plausible values of what `lib/ai/score.ts` documents: they lean the way the confidence does, with noise. */
export function featuresFor(confidence: number, random: Random): Record<string, number> {
  const lean = (low: number, high: number, noise: number) =>
    round(clamp(low + (high - low) * confidence + noise * (random.next() - 0.5)));
  return {
    titleCoverage: lean(0.15, 0.85, 0.4),
    titleShareOfQuery: lean(0.1, 0.5, 0.3),
    passageCoverage: lean(0.25, 0.9, 0.3),
    sourceCoverage: lean(0.35, 0.95, 0.25),
    margin: lean(0.02, 0.5, 0.4),
    agreement: random.next() < 0.3 + 0.65 * confidence ? 1 : 0,
    concentration: lean(0.2, 0.8, 0.4),
    unknownShare: lean(0.35, 0.03, 0.2),
    answerable: lean(0.1, 0.95, 0.2),
    partly: lean(0.25, 0.03, 0.1),
    cited: 1 / 3,
    unsupported: 0,
    problems: 0,
    verdict: 0,
    hasVerdict: 0,
  };
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const round = (value: number) => Math.round(value * 1000) / 1000;
