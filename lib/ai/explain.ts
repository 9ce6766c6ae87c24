// What the page "Why this answer" shows: one run with everything that it saw, said and decided, as plain values.
import { desc, eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  contacts,
  conversations,
  decisions,
  messages,
  proposals,
  reviews,
  topics,
} from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { linkCitations } from '#lib/knowledge/cited-passages.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { inOrderOfWeight } from '#lib/reviews/main-reason.ts';
import { contributions } from './contributions.ts';
import { linkMarks } from './link-marks.ts';
import { loadModelNamed } from './own-confidence.ts';
import { type StageView, stageView } from './stage-view.ts';

export type Explanation = Awaited<ReturnType<typeof explainRun>>;
export type RunListed = Awaited<ReturnType<typeof listRuns>>[number];

/** Throws NotFound. A failed or superseded run may have no proposal and no decision. */
export async function explainRun(agent: CurrentAgent, runId: number) {
  requireRole(agent, 'viewer');
  const { run, proposal, decision, review, topic, ...around } = await load(runId);
  const [citations, own, runs] = await Promise.all([
    linkCitations(proposal?.citations ?? []),
    loadModelNamed(proposal?.modelVersion ?? ''),
    listRuns(around.conversation.id),
  ]);
  const { stages, ...facts } = run;
  return {
    ...around,
    run: facts,
    stages: stages.map((stage): StageView => stageView(stage)),
    decision: decision && { ...decision, reasons: inOrderOfWeight(decision.reasons) },
    topic: topic ?? decision?.topic ?? null,
    proposal: proposal && {
      kind: proposal.kind,
      html: linkMarks(renderMarkdown(proposal.body), citations),
      citations,
      claims: proposal.claims,
      language: proposal.language,
      confidence: proposal.confidence,
      modelVersion: proposal.modelVersion,
      contributions: proposal.kind === 'reply' ? contributions(proposal, own) : null,
    },
    review: review && {
      ...review,
      finalHtml: review.status === 'edited' && review.finalBody ? renderMarkdown(review.finalBody) : null,
    },
    runs,
  };
}

async function load(runId: number) {
  const [row] = await db()
    .select({
      run: aiRuns,
      proposal: proposals,
      decision: decisions,
      review: reviews,
      reviewerName: agents.name,
      topic: topics.name,
      conversation: { id: conversations.id, subject: conversations.subject },
      contact: { id: contacts.id, name: contacts.name, email: contacts.email },
      message: { id: messages.id, body: messages.body, createdAt: messages.createdAt, verified: messages.verified },
    })
    .from(aiRuns)
    .innerJoin(conversations, eq(conversations.id, aiRuns.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .innerJoin(messages, eq(messages.id, aiRuns.messageId))
    .leftJoin(proposals, eq(proposals.runId, aiRuns.id))
    .leftJoin(decisions, eq(decisions.runId, aiRuns.id))
    .leftJoin(topics, eq(topics.key, decisions.topic))
    .leftJoin(reviews, eq(reviews.proposalId, proposals.id))
    .leftJoin(agents, eq(agents.id, reviews.agentId))
    .where(eq(aiRuns.id, runId));
  if (!row) throw new NotFound('There is no record of that AI run.');
  return row;
}

const MOST_RUNS = 50;

/** Newest first. */
async function listRuns(conversationId: number) {
  return db()
    .select({ id: aiRuns.id, status: aiRuns.status, at: aiRuns.createdAt, action: decisions.action })
    .from(aiRuns)
    .leftJoin(decisions, eq(decisions.runId, aiRuns.id))
    .where(eq(aiRuns.conversationId, conversationId))
    .orderBy(desc(aiRuns.id))
    .limit(MOST_RUNS);
}
