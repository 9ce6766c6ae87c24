// One stored stage as a reader may see it: a few facts taken out for a sentence, and the rest as text that cannot harm.
import { z } from 'zod';
import type { StageRecord } from '#db/schema/ai.ts';

export type StageView = Pick<StageRecord, 'stage' | 'ms' | 'tokensIn' | 'tokensOut' | 'costUsd'> & {
  facts: StageFacts;
  input: StoredText;
  output: StoredText;
};
/** What the sentence about a stage needs; everything is optional, for what is stored may be of an older version. */
export type StageFacts = {
  language?: string;
  intent?: string;
  mood?: string;
  risks?: string[];
  passages?: number;
  best?: string;
  kind?: string;
  claims?: number;
  problems?: number;
  confidence?: number;
  action?: string;
};
/** `cut` characters of `text` are not shown. */
export type StoredText = { text: string; cut: number };

const MOST = 20_000;

export function stageView({ stage, input, output, ms, tokensIn, tokensOut, costUsd }: StageRecord): StageView {
  return {
    stage,
    ms,
    tokensIn,
    tokensOut,
    costUsd,
    facts: factsOf(stage, output),
    input: stored(input),
    output: stored(output),
  };
}

const text = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).optional().catch(undefined);
const shape = z
  .object({
    language: text,
    intent: text,
    mood: text,
    risks: z.array(z.string()).optional().catch(undefined),
    evidence: z
      .array(z.object({ title: z.string().catch('') }))
      .optional()
      .catch(undefined),
    kind: text,
    claims: list,
    problems: list,
    confidence: z.number().optional().catch(undefined),
    action: text,
  })
  .partial();
// The stages that answer with two things wrap them.
const wrapped = z.object({ retrieval: shape.optional().catch(undefined), drafted: shape.optional().catch(undefined) });

function factsOf(stage: StageRecord['stage'], output: unknown): StageFacts {
  const flat = shape.safeParse(output).data ?? {};
  const inner = wrapped.safeParse(output).data ?? {};
  switch (stage) {
    case 'triage':
      return { language: flat.language, intent: flat.intent, mood: flat.mood, risks: flat.risks };
    case 'retrieve': {
      const evidence = inner.retrieval?.evidence ?? flat.evidence;
      return evidence ? { passages: evidence.length, best: evidence[0]?.title } : {};
    }
    case 'draft':
      return { kind: inner.drafted?.kind ?? flat.kind };
    case 'verify':
      return { claims: flat.claims?.length, problems: flat.problems?.length };
    case 'score':
      return { confidence: flat.confidence };
    case 'gate':
      return { action: flat.action };
  }
}

/** Signs that turn the direction of reading could make a record say something else than it holds: they are spelled out. */
function stored(value: unknown): StoredText {
  const all = (JSON.stringify(value, null, 2) ?? 'null').replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { text: all.slice(0, MOST), cut: Math.max(0, all.length - MOST) };
}
