// One past message through today's stages, and what came of it beside what a person wrote.
import type { replayCases } from '#db/schema.ts';
import { loadSituation } from '#lib/ai/load.ts';
import type { CallModel } from '#lib/ai/models/call.ts';
import type { EmbedTexts } from '#lib/ai/models/embed.ts';
import { think } from '#lib/ai/think.ts';
import { type Draft, NO_USAGE, type Usage } from '#lib/ai/types.ts';
import { isUnchanged } from '#lib/reviews/unchanged.ts';
import { compareReplies } from './compare.ts';
import type { PastKnowledge } from './knowledge.ts';
import type { TrustToday } from './trust-today.ts';

export type ToReplay = {
  id: number;
  messageId: number;
  at: Date;
  /** What the person answered, Markdown. */
  written: string;
  /** A person was asked for before this message. */
  personOnly: boolean;
  /** The newest reviewed draft for this message, and whether it was sent as it stood. */
  reviewedBody: string | null;
  reviewedUnchanged: boolean | null;
};

export type CaseContext = {
  call: CallModel;
  embed: EmbedTexts | null;
  knowledge: PastKnowledge;
  trust: { real: TrustToday; demo: TrustToday };
};

export type CaseResult = Partial<typeof replayCases.$inferInsert>;
export type Replayed = CaseResult & { usage: Usage; failure: string | null };

/** Spot checks and audits take from what is confident: here nothing is taken, and "sent" means before them. */
const NEVER = 1 - 2 ** -32;

export async function replayCase(one: ToReplay, context: CaseContext): Promise<Replayed> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const situation = await loadSituation(one.messageId, { again: true });
  // Spam or trash meanwhile: nobody would want an answer to it.
  if (!situation) return { action: 'person', verdict: 'none', ms: ms(), usage: NO_USAGE, failure: null };
  const { trust, own } = situation.demo ? context.trust.demo : context.trust.real;
  const thought = await think({
    ...situation.think,
    ...situation.standing,
    index: context.knowledge.at(one.at),
    personOnly: one.personOnly,
    trust,
    own,
    call: context.call,
    embed: context.embed,
    dice: () => NEVER,
    now: one.at,
  });
  const { draft, score, retrieval, usage, failure, halfFailure } = thought;
  const { gate } = thought.decided;
  const reply = draft.kind === 'reply';
  return {
    action: gate.action,
    kind: draft.kind,
    eligible: gate.eligible,
    reasons: gate.reasons,
    confidence: reply ? score.confidence : null,
    topic: retrieval.topic,
    body: draft.body,
    answer: draft.answer,
    newerSource: draft.citations.some(
      ({ articleId }) => articleId !== null && context.knowledge.changedSince(articleId, one.at),
    ),
    failed: failure !== null,
    ...(reply ? judged(draft, one) : { verdict: 'none' }),
    ms: ms(),
    usage,
    failure: (failure ?? halfFailure)?.message ?? null,
  };
}

/** A reviewer's word about the same draft counts most; then the two texts, where they are near enough or far enough apart. */
function judged({ body, answer }: Pick<Draft, 'body' | 'answer'>, one: ToReplay): CaseResult {
  const { similarity, verdict: compared } = compareReplies(answer, one.written);
  const verdict = isUnchanged(body, one.written) ? 'same' : compared;
  const known = { similarity, verdict };
  if (verdict === 'same') return { ...known, wrong: false };
  if (one.reviewedBody !== null && one.reviewedUnchanged !== null && isUnchanged(one.reviewedBody, body))
    return { ...known, wrong: !one.reviewedUnchanged, byReview: true };
  return { ...known, wrong: verdict === 'unclear' ? null : verdict === 'different' };
}
