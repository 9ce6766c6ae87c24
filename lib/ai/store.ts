// Writes a run and does what its decision says, in one transaction: both or neither.
import { and, desc, eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { aiRuns, conversations, decisions, type LabelField, messages, proposals } from '#db/schema.ts';
import { planAudit } from '#lib/autopilot/audits.ts';
import { getAutopilot } from '#lib/autopilot/settings.ts';
import { loadTrust } from '#lib/autopilot/trust.ts';
import { correctedFields } from '#lib/conversations/correct.ts';
import { isCustomersWord } from '#lib/conversations/customers-word.ts';
import { type EventType, recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { inOrderOfWeight } from '#lib/reviews/main-reason.ts';
import { requestReview } from '#lib/reviews/request.ts';
import { decideAgain } from './decide.ts';
import { recordFailure, recordSuccess } from './health.ts';
import { loadStanding, type Situation } from './load.ts';
import { recordSpend } from './spend.ts';
import type { Thought } from './think.ts';

export type RunFacts = {
  engine: string;
  model: string;
  answerer: string;
  /** Of the confidence that was asked about trust. */
  modelVersion: string;
  ms: number;
  now: Date;
  called: boolean;
  error: string | null;
};
export type Ended = 'sent' | 'review' | 'suggested' | 'person' | 'failed' | 'superseded' | 'done_before';

export async function store(
  { messageId, conversationId, demo }: Situation,
  first: Thought,
  run: RunFacts,
): Promise<Ended> {
  return db().transaction(async (tx) => {
    const conversation = await lockConversation(tx, conversationId);
    const newest = await newestCustomerMessage(tx, conversationId);
    const spoken = conversation.lastAuthor !== 'customer';
    const gone = newest !== messageId || spoken || conversation.status === 'spam' || conversation.status === 'trash';
    const thought = gone ? first : await asItStands(tx, { conversationId, demo }, first, run);
    const status = gone ? 'superseded' : thought.failure ? 'failed' : 'done';
    const { usage } = thought;
    const [row] = await tx
      .insert(aiRuns)
      .values({
        messageId,
        conversationId,
        status,
        stages: thought.stages,
        engine: run.engine,
        model: run.model,
        ms: run.ms,
        error: run.error,
        ...usage,
      })
      .onConflictDoNothing()
      .returning({ id: aiRuns.id });
    if (!row) return 'done_before';
    if (run.called) await noteHealth(tx, thought, run);
    await recordSpend(tx, `${run.engine}:${run.model}`, usage, run.now);
    // Also when the customer has written more since: whoever asked for a person gets one.
    if (thought.triage.asksPerson && (!gone || newest !== messageId))
      await requestPerson(tx, conversationId, 'customer');
    if (gone) return 'superseded';
    await label(tx, conversationId, thought);
    const ids = await propose(tx, { runId: row.id, messageId, conversationId, demo, answerer: run.answerer }, thought);
    return act(tx, conversationId, ids, thought, run);
  });
}

/**
 * A model may think for minutes. Whoever switched Autopilot off meanwhile, tightened a rule or asked for a person is heard: the gate is
 * asked again with what stands now. A change that commits after this is heard by the outbox, which looks once more before it sends.
 */
async function asItStands(
  tx: Tx,
  { conversationId, demo }: { conversationId: number; demo: boolean },
  thought: Thought,
  { answerer, modelVersion, now }: RunFacts,
): Promise<Thought> {
  const trust = await loadTrust(tx, { demo, answerer, modelVersion, now });
  const standing = { ...(await loadStanding(tx, conversationId)), trust, now };
  const decided = decideAgain(thought.decided, thought.findings, standing);
  if (decided === thought.decided) return thought;
  const stages = thought.stages.map((record) =>
    record.stage === 'gate' ? { ...record, input: decided.input, output: decided.gate } : record,
  );
  return { ...thought, decided, stages };
}

async function newestCustomerMessage(tx: Tx, conversationId: number): Promise<number | undefined> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.kind, 'inbound'), isCustomersWord))
    .orderBy(desc(messages.id))
    .limit(1);
  return row?.id;
}

/** Triage's labels are first guesses: what an agent corrected stays. */
async function label(tx: Tx, conversationId: number, { triage, retrieval }: Thought): Promise<void> {
  const corrected = await correctedFields(tx, conversationId);
  const labels = {
    language: triage.language,
    mood: triage.mood,
    ...(retrieval.topic ? { topic: retrieval.topic } : {}),
  };
  const guessed = Object.entries(labels).filter(([field]) => !corrected.has(field as LabelField));
  if (guessed.length > 0)
    await tx.update(conversations).set(Object.fromEntries(guessed)).where(eq(conversations.id, conversationId));
}

type Ids = { proposalId: number; decisionId: number };

async function propose(
  tx: Tx,
  {
    demo,
    answerer,
    ...run
  }: { runId: number; messageId: number; conversationId: number; demo: boolean; answerer: string },
  thought: Thought,
): Promise<Ids> {
  const { draft, verification, score, retrieval, findings } = thought;
  const { gate, input: settings, judgedShare, ruleIds } = thought.decided;
  const confidence = draft.kind === 'reply' ? probability(score.confidence) : 0;
  const [proposal] = await tx
    .insert(proposals)
    .values({
      ...run,
      kind: draft.kind,
      body: draft.body,
      citations: draft.citations,
      claims: verification.claims,
      language: draft.language,
      topic: retrieval.topic,
      confidence,
      features: score.features,
      modelVersion: score.modelVersion,
    })
    .returning({ id: proposals.id });
  if (!proposal) throw new Error('insert returned no proposal');
  const [decision] = await tx
    .insert(decisions)
    .values({
      runId: run.runId,
      conversationId: run.conversationId,
      proposalId: proposal.id,
      action: gate.action,
      reasons: gate.reasons,
      spotCheck: gate.spotCheck,
      mode: settings.mode,
      threshold: settings.threshold,
      confidence: draft.kind === 'reply' ? confidence : null,
      topic: retrieval.topic,
      answerer,
      demo,
      modelVersion: score.modelVersion,
      eligible: gate.eligible,
      judgedShare,
      ruleIds,
      channel: findings.channel,
      language: findings.language,
      risks: findings.risks,
      verified: findings.verified,
      alwaysPerson: settings.alwaysPerson,
    })
    .returning({ id: decisions.id });
  if (!decision) throw new Error('insert returned no decision');
  return { proposalId: proposal.id, decisionId: decision.id };
}

/** The gate has seen the raw number; what is stored is a probability in any case. */
function probability(value: number): number {
  return value >= 0 && value <= 1 ? value : 0;
}

async function act(tx: Tx, conversationId: number, ids: Ids, thought: Thought, run: RunFacts): Promise<Ended> {
  const { draft, score, failure, findings } = thought;
  const { gate } = thought.decided;
  const data = {
    ...ids,
    ...(draft.kind === 'reply' ? { confidence: score.confidence } : {}),
    reasons: inOrderOfWeight(gate.reasons),
  };
  const tell = (type: EventType, more: Record<string, unknown> = {}) =>
    recordEvent(tx, { type, conversationId, actor: 'ai', data: { ...data, ...more } });
  if (failure) {
    await tell('ai.failed', { kind: failure.kind, message: run.error });
    return 'failed';
  }
  switch (gate.action) {
    case 'send':
      await tell('ai.sent');
      await enqueueReply(tx, {
        conversationId,
        body: draft.body,
        author: 'ai',
        proposalId: ids.proposalId,
        ...(await lane(tx, findings.channel)),
      });
      if (gate.audit) await planAudit(tx, { proposalId: ids.proposalId, conversationId, now: run.now });
      return 'sent';
    case 'review':
      await requestReview(tx, ids.proposalId);
      await tell('ai.review_requested');
      return 'review';
    case 'suggest':
      await tell('ai.suggested');
      return 'suggested';
    case 'person':
      await tell('ai.handed_over');
      return 'person';
  }
}

/** Replies by mail may wait where people see them; then the gate is asked once more before they leave (leave.ts). */
async function lane(tx: Tx, channel: string): Promise<{ undoSeconds: number; askGate: boolean }> {
  const { delayMinutes } = await getAutopilot(tx);
  const waits = delayMinutes > 0 && (channel === 'email' || channel === 'form');
  return { undoSeconds: waits ? delayMinutes * 60 : 0, askGate: waits };
}

async function noteHealth(tx: Tx, thought: Thought, run: RunFacts): Promise<void> {
  const engine = `${run.engine}:${run.model}`;
  const failure = thought.failure ?? thought.halfFailure;
  if (failure) await recordFailure(tx, engine, failure.message, run.now);
  else await recordSuccess(tx, engine);
}
