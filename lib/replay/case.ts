// One past message through the stages, of today's engine and of a change that is tried, and what came of it beside what a person wrote.

import { db } from '#db/client.ts';
import type { CaseOutcome, ImportedCase, replayCases } from '#db/schema.ts';
import { decide } from '#lib/ai/decide.ts';
import { firstNameOf, loadSituation, type Situation } from '#lib/ai/load.ts';
import type { Engine } from '#lib/ai/models/engine.ts';
import { loadTaughtTopics, taughtTopic } from '#lib/ai/taught-topics.ts';
import { type Thought, think } from '#lib/ai/think.ts';
import { type Draft, type GateResult, NO_USAGE, type Usage } from '#lib/ai/types.ts';
import { env } from '#lib/platform/env.ts';
import { isUnchanged } from '#lib/reviews/unchanged.ts';
import { compareReplies } from './compare.ts';
import type { PastKnowledge } from './knowledge.ts';
import { sameAsReviewed } from './same-as-reviewed.ts';
import type { BothTrusts } from './trust-today.ts';

export type ToReplay = {
  id: number;
  /** Null: a line of a file. */
  messageId: number | null;
  imported: ImportedCase | null;
  at: Date;
  /** What the person answered, Markdown; null: nothing was sent (a proposal that was refused). */
  written: string | null;
  /** A person was asked for before this message. */
  personOnly: boolean;
  /** The newest reviewed draft for this message, and whether it was sent as it stood. */
  reviewedBody: string | null;
  reviewedUnchanged: boolean | null;
  /** What the former answerer had proposed, where its reviews are to be carried over. */
  proposed: string | null;
};

/** Who answers, and how far it may go. */
export type Side = { engine: Engine; trust: BothTrusts };
export type CaseContext = {
  knowledge: PastKnowledge;
  side: Side;
  /** Beside which `side` is tried; the same engine is asked once for both. Null: nothing is tried. */
  today: Side | null;
};

export type CaseColumns = Partial<typeof replayCases.$inferInsert>;
export type Replayed = {
  columns: CaseColumns;
  spent: { engine: Engine; usage: Usage }[];
  failure: string | null;
};

/** Spot checks and audits take from what is confident: here nothing is taken, and "sent" means before them. */
const NEVER = 1 - 2 ** -32;

export async function replayCase(one: ToReplay, context: CaseContext): Promise<Replayed> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const { side, today } = context;
  const situation = await situationOf(one, context);
  // Spam or trash meanwhile: nobody would want an answer to it.
  if (!situation)
    return { columns: { action: 'person', verdict: 'none', ms: ms(), ...NO_USAGE }, spent: [], failure: null };
  const twice = today !== null && today.engine !== side.engine;
  const before = today && twice ? await ask(one, situation, today, context) : null;
  const thought = await ask(one, situation, side, context);
  const outcome = outcomeOf(one, thought, thought.decided.gate, context, ms());
  const other =
    today === null
      ? null
      : before
        ? outcomeOf(one, before, before.decided.gate, context, ms())
        : outcomeOf(one, thought, decidedBy(one, situation, thought, today), context, ms());
  const { draft } = thought;
  const asked =
    before && today
      ? [
          { thought, engine: side.engine },
          { thought: before, engine: today.engine },
        ]
      : [{ thought, engine: side.engine }];
  return {
    columns: {
      ...outcome,
      ...(one.proposed === null
        ? {}
        : {
            features: thought.score.features,
            sameAsReviewed: draft.kind === 'reply' && sameAsReviewed(one.proposed, draft.body),
          }),
      ...(other ? { today: other, differs: goesAnotherWay(outcome, other) } : {}),
    },
    spent: asked.map(({ thought: { usage }, engine }) => ({ engine, usage })),
    failure:
      asked.map(({ thought: { failure, halfFailure } }) => failure ?? halfFailure).find(Boolean)?.message ?? null,
  };
}

async function ask(
  one: ToReplay,
  situation: Situation,
  { engine, trust: trusts }: Side,
  context: CaseContext,
): Promise<Thought> {
  const { trust, own } = situation.demo ? trusts.demo : trusts.real;
  return think({
    ...situation.think,
    ...situation.standing,
    index: context.knowledge.at(one.at),
    personOnly: one.personOnly,
    trust,
    own,
    call: engine.call,
    embed: engine.embed ?? null,
    guidance: engine.guidance ?? '',
    dice: () => NEVER,
    now: one.at,
  });
}

/** The same draft, asked about under other rules or another budget: no model is needed for that. */
function decidedBy(one: ToReplay, situation: Situation, { findings }: Thought, { trust: trusts }: Side): GateResult {
  const { trust } = situation.demo ? trusts.demo : trusts.real;
  return decide(findings, { ...situation.standing, personOnly: one.personOnly, trust, now: one.at }).gate;
}

async function situationOf(
  { messageId, imported, at }: ToReplay,
  { knowledge }: CaseContext,
): Promise<Situation | null> {
  if (messageId !== null) return loadSituation(messageId, { again: true });
  if (!imported) return null;
  const taught = await loadTaughtTopics(db());
  return {
    messageId: 0,
    conversationId: 0,
    demo: false,
    think: {
      ask: {
        subject: '',
        text: imported.question,
        hiddenText: '',
        channel: 'email',
        history: [],
        firstName: firstNameOf(imported.customer),
        verified: true,
      },
      contactLanguage: imported.language,
      index: knowledge.at(at),
      taughtTopic: (question) => taughtTopic(taught, question),
      portalUrl: env().TANDEM_URL.replace(/\/+$/, ''),
    },
    standing: { personOnly: false, alwaysPerson: false, attributes: {} },
  };
}

function outcomeOf(
  one: ToReplay,
  { draft, score, retrieval, usage, failure }: Thought,
  gate: GateResult,
  { knowledge }: CaseContext,
  ms: number,
): CaseOutcome {
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
      ({ articleId }) => articleId !== null && knowledge.changedSince(articleId, one.at),
    ),
    failed: failure !== null,
    ...(reply ? judged(draft, one) : { similarity: null, verdict: 'none', wrong: null, byReview: false }),
    ms,
    ...usage,
  };
}

type Judged = Pick<CaseOutcome, 'similarity' | 'verdict' | 'wrong' | 'byReview'>;

/** A reviewer's word about the same draft counts most; then the two texts, where they are near enough or far enough apart. */
function judged({ body, answer }: Pick<Draft, 'body' | 'answer'>, one: ToReplay): Judged {
  const { similarity, verdict: compared } =
    one.written === null ? { similarity: null, verdict: 'unclear' as const } : compareReplies(answer, one.written);
  const verdict = one.written !== null && isUnchanged(body, one.written) ? 'same' : compared;
  const known = { similarity, verdict };
  if (verdict === 'same') return { ...known, wrong: false, byReview: false };
  if (one.reviewedBody !== null && one.reviewedUnchanged !== null && isUnchanged(one.reviewedBody, body))
    return { ...known, wrong: !one.reviewedUnchanged, byReview: true };
  return { ...known, wrong: verdict === 'unclear' ? null : verdict === 'different', byReview: false };
}

/** Sent or held otherwise, or other words. */
function goesAnotherWay(a: CaseOutcome, b: CaseOutcome): boolean {
  return a.action !== b.action || a.kind !== b.kind || !isUnchanged(a.body, b.body);
}
