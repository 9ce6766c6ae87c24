// The AI's side of the demo's past: runs with their stages, proposals, decisions and reviews.
import type { Tx } from '#db/client.ts';
import { aiRuns, type Citation, decisions, proposals, type Reason, reviews } from '#db/schema.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { BUILTIN } from '#lib/ai/models/builtin.ts';
import { isUnchanged } from '#lib/reviews/unchanged.ts';
import { DEMO_CONFIDENCE } from './confidence.ts';
import { featuresFor, stagesFor } from './imagine-run.ts';
import { ALWAYS_ASKS, required, type Source } from './knowledge.ts';
import { type PlannedRun, THRESHOLD } from './plan.ts';
import type { Place, Written } from './written.ts';

const ENGINE = { engine: 'builtin', model: BUILTIN, modelVersion: DEMO_CONFIDENCE };
const ANSWERER = answererOf({ provider: ENGINE.engine, model: ENGINE.model });
/** Spot checks of 5% before, audits of 2% after. */
const LOOKED_AT = 0.05 + 0.95 * 0.02;

/** Returns the proposal's id by the id of the inbound message that it answers. */
export async function writeRuns(tx: Tx, written: Written[], place: Place): Promise<Map<number, number>> {
  const ran = written.flatMap((item) =>
    item.message.kind === 'inbound' && item.message.run ? [{ ...item, run: item.message.run }] : [],
  );
  const texts = ran.map(({ run, conversation }) => {
    const citations = run.sources.map((key, index) => cite(index + 1, required(place.sources.get(key)), run.body));
    return { citations, features: featuresFor(run.confidence, place.random), language: conversation.language };
  });

  const runs = await tx
    .insert(aiRuns)
    .values(
      ran.map(({ id, conversationId, conversation, run, message }, index) => {
        const stages = stagesFor(
          { run, conversation, text: message.body, reasons: reasonsFor(run), ...required(texts[index]) },
          place.random,
        );
        const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
        return {
          conversationId,
          messageId: id,
          status: 'done' as const,
          engine: ENGINE.engine,
          model: ENGINE.model,
          stages,
          ms,
          createdAt: message.at,
        };
      }),
    )
    .returning({ id: aiRuns.id });

  const proposed = await tx
    .insert(proposals)
    .values(
      ran.map(({ id, conversationId, conversation, run, message }, index) => ({
        ...required(texts[index]),
        runId: required(runs[index]).id,
        conversationId,
        messageId: id,
        kind: 'reply' as const,
        body: run.body,
        claims: claimsOf(run.body),
        topic: conversation.topic,
        confidence: run.confidence,
        modelVersion: ENGINE.modelVersion,
        createdAt: message.at,
      })),
    )
    .returning({ id: proposals.id });

  await tx.insert(decisions).values(
    ran.map(({ conversationId, conversation, run, message }, index) => ({
      runId: required(runs[index]).id,
      conversationId,
      proposalId: required(proposed[index]).id,
      action: run.result === 'sent' ? ('send' as const) : ('review' as const),
      reasons: reasonsFor(run),
      mode: run.mode,
      threshold: run.mode === 'on' ? THRESHOLD : null,
      confidence: run.confidence,
      topic: conversation.topic,
      spotCheck: run.spotCheck,
      answerer: ANSWERER,
      modelVersion: ENGINE.modelVersion,
      // This topic always asks: what it answered was never to leave by itself.
      eligible: conversation.topic !== ALWAYS_ASKS,
      judgedShare: run.result === 'sent' || run.spotCheck ? LOOKED_AT : 1,
      channel: conversation.channel,
      language: conversation.language,
      verified: true,
      demo: true,
      createdAt: message.at,
    })),
  );

  const final = new Map(written.flatMap(({ of, message }) => (of ? [[of.inboundId, message.body] as const] : [])));
  const reviewed = ran.flatMap(({ id, conversationId, run, message }, index) => {
    if (run.result === 'sent') return [];
    const finalBody = final.get(id) ?? null;
    return {
      proposalId: required(proposed[index]).id,
      conversationId,
      status: run.result,
      agentId: required(place.people.agents.get(required(run.reviewer))),
      decidedAt: run.decidedAt,
      reason: run.reason ?? null,
      note: run.note ?? null,
      finalBody,
      unchanged: finalBody !== null && isUnchanged(run.body, finalBody),
      createdAt: message.at,
    };
  });
  await tx.insert(reviews).values(reviewed);
  return new Map(ran.map(({ id }, index) => [id, required(proposed[index]).id]));
}

function reasonsFor(run: PlannedRun): Reason[] {
  const sourced: Reason = { code: 'all_sourced', tone: 'ok' };
  const numbers = { confidence: Math.round(run.confidence * 100), threshold: Math.round(THRESHOLD * 100) };
  if (run.result === 'sent') return [{ code: 'confident_enough', tone: 'ok', data: numbers }, sourced];
  if (run.spotCheck) return [{ code: 'spot_check', tone: 'warn' }, sourced];
  if (run.mode === 'on') return [{ code: 'below_threshold', tone: 'warn', data: numbers }, sourced];
  return [{ code: 'mode_ask', tone: 'warn' }, sourced];
}

function cite(n: number, source: Source, body: string): Citation {
  const words = new Set(body.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  const shared = (text: string) =>
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => words.has(word)).length;
  const passage = required([...source.passages].sort((a, b) => shared(b.text) - shared(a.text))[0]);
  return {
    n,
    passageId: passage.id,
    articleId: source.articleId,
    snippetId: source.snippetId,
    title: source.title,
    quote: passage.text.replace(/\*\*/g, ''),
  };
}

function claimsOf(body: string) {
  const answer = body.split('\n\n').slice(1, -1).join(' ').split('Read more:')[0] ?? '';
  return answer
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.replace(/\s*\[\d\]/g, '').trim())
    .filter((sentence) => sentence.length > 12)
    .slice(0, 6)
    .map((text) => ({ text, citation: 1, supported: true }));
}
