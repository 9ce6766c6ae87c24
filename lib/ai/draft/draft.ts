// Third stage: a reply made of sourced sentences, or an abstention. Which model writes is the engine's business.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type CallModel, ModelFailed } from '../models/call.ts';
import type { Ask, Draft, Judgement, Retrieval, Triage } from '../types.ts';
import { composeReply } from './compose.ts';
import type { ExtractInput } from './extract.ts';
import { draftPrompt, instructionsWith, leaksPrompt } from './prompt.ts';

const answerSchema = z.object({
  kind: z.enum(['reply', 'abstain']).describe('abstain when the sources do not answer the question'),
  answer: z.string().max(6000).describe('Markdown with [n] after each sourced sentence; empty when abstaining'),
  covers: z.enum(['all', 'part', 'none']).describe('how much of the question the sources answer'),
  confidence: z.number().min(0).max(1).describe('chance that a careful colleague would send this unchanged'),
  open: z
    .array(z.number().int().min(1).max(20))
    .max(20)
    .optional()
    .describe('numbers, from 1, of the questions in the message that the sources do not answer'),
});

export type DraftInput = {
  ask: Ask;
  triage: Triage;
  retrieval: Retrieval;
  judgement: Judgement;
  portalUrl: string;
  call: CallModel;
  /** How answers should sound, in the team's words. */
  guidance?: string;
};

const QUIET = ['person_only', 'no_reply_needed', 'out_of_scope', 'needs_account'];

/** Throws what the model call throws: the pipeline turns that into a person. */
export async function draft({
  ask,
  triage,
  retrieval,
  judgement,
  portalUrl,
  call,
  guidance = '',
}: DraftInput): Promise<Draft> {
  const { language } = triage;
  const usable = retrieval.evidence.filter((item) => !item.outdated);
  if (QUIET.includes(judgement.outcome) || usable.length === 0) return abstain(language);
  const input: ExtractInput = {
    question: triage.question,
    evidence: usable,
    asks: retrieval.asks,
    judgement,
    language,
  };
  const mark = randomBytes(8).toString('hex');
  const { output, usage, builtin } = await call({
    instructions: instructionsWith(guidance, mark),
    prompt: draftPrompt({ ask, question: triage.question, evidence: usable, language }, mark),
    schema: answerSchema,
    input,
  });
  if (!builtin && leaksPrompt(output.answer, mark))
    throw new ModelFailed('invalid_output', 'The model repeated its own instructions, so its draft was thrown away.');
  const verdict = builtin ? null : { covers: output.covers, confidence: output.confidence };
  if (output.kind === 'abstain' || !output.answer.trim()) return { ...abstain(language), usage, verdict };
  const open = output.open ?? [];
  // What the help center left open was answered before: then nothing is left to find.
  const filled = builtin && open.length === 0 && retrieval.asks.some(({ solvedId }) => solvedId !== undefined);
  const outcome = verdict?.covers === 'part' ? 'partly' : filled ? 'answerable' : judgement.outcome;
  const reply = composeReply({
    answer: output.answer,
    evidence: usable,
    language,
    outcome,
    firstName: ask.firstName,
    portalUrl,
    quoted: builtin,
    open,
    asks: retrieval.asks.length,
  });
  return { kind: 'reply', ...reply, open, language, verdict, usage };
}

function abstain(language: string): Draft {
  return {
    kind: 'abstain',
    body: '',
    answer: '',
    citations: [],
    open: [],
    language,
    verdict: null,
    usage: { tokensIn: 0, tokensOut: 0, costUsd: 0 },
  };
}
