// What the page "Why this answer" shows: one run with everything that it saw, said and decided.
import { desc, eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents, aiRuns, conversations, decisions, messages, proposals, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';

export type RunRecord = Awaited<ReturnType<typeof loadRun>>;

/** Throws NotFound. A failed or superseded run may have no proposal and no decision. */
export async function loadRun(agent: CurrentAgent, runId: number) {
  requireRole(agent, 'viewer');
  const [row] = await db()
    .select({
      run: aiRuns,
      proposal: proposals,
      decision: decisions,
      review: reviews,
      reviewerName: agents.name,
      conversation: { id: conversations.id, subject: conversations.subject },
      message: { id: messages.id, body: messages.body, createdAt: messages.createdAt },
    })
    .from(aiRuns)
    .innerJoin(conversations, eq(conversations.id, aiRuns.conversationId))
    .innerJoin(messages, eq(messages.id, aiRuns.messageId))
    .leftJoin(proposals, eq(proposals.runId, aiRuns.id))
    .leftJoin(decisions, eq(decisions.runId, aiRuns.id))
    .leftJoin(reviews, eq(reviews.proposalId, proposals.id))
    .leftJoin(agents, eq(agents.id, reviews.agentId))
    .where(eq(aiRuns.id, runId));
  if (!row) throw new NotFound('There is no record of that AI run.');
  return row;
}

/** Newest first, for a conversation's timeline. */
export async function listRuns(agent: CurrentAgent, conversationId: number) {
  requireRole(agent, 'viewer');
  return db()
    .select({ id: aiRuns.id, status: aiRuns.status, createdAt: aiRuns.createdAt, action: decisions.action })
    .from(aiRuns)
    .leftJoin(decisions, eq(decisions.runId, aiRuns.id))
    .where(eq(aiRuns.conversationId, conversationId))
    .orderBy(desc(aiRuns.id))
    .limit(50);
}
