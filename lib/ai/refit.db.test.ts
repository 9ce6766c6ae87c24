import { beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  confidenceModels,
  contacts,
  conversations,
  decisions,
  messages,
  proposals,
  reviews,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { seeded } from '#lib/autopilot/seeded.ts';
import { loadOwnConfidence, loadScorer } from './own-confidence.ts';
import { priorLogOdds, priorVersion } from './prior.ts';
import { currentAnswerer, keepHonest } from './recount.ts';
import { refitConfidence } from './refit.ts';

withTestDatabase();

const now = new Date();
let answerer = '';

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Refit' });
  await db().insert(agents).values({ name: 'Olga', email: 'olga@example.com', role: 'owner' });
  answerer = await currentAnswerer(db());
});

test('nothing to learn from: the shipped model stays', async () => {
  expect(await refitConfidence(now)).toEqual({ outcome: 'not_enough', reviews: 0 });
  expect((await loadScorer(db(), { demo: false, answerer })).version).toBe(priorVersion);
});

test('a team that keeps more than the shipped model expects teaches it so, once per new reviews', async () => {
  const next = seeded(4);
  // The made-up demo teaches nothing, however much of it there is.
  await review(300, { demo: true, kept: () => false });
  await review(400, { demo: false, kept: (odds) => next() < 1 / (1 + Math.exp(-(2 + odds))) });
  const first = await refitConfidence(now);
  expect(first.outcome).toBe('fitted');
  const own = await loadOwnConfidence(db(), { demo: false, answerer });
  const features = { titleCoverage: 0.5, answerable: 0.5, margin: 0.5, topScore: 0.5 };
  const { score } = await loadScorer(db(), { demo: false, answerer });
  const shipped = 1 / (1 + Math.exp(-priorLogOdds(features)));
  expect(score(features, 'labels')).toBeGreaterThan(shipped + 0.1);
  expect(own?.reviews).toBe(first.reviews);
  const [row] = await db().select().from(confidenceModels);
  expect(row?.logLoss).toBeLessThan(row?.priorLogLoss ?? 0);
  expect(await refitConfidence(now)).toEqual({ outcome: 'up_to_date', reviews: first.reviews });
  expect(await loadOwnConfidence(db(), { demo: true, answerer })).toBeNull();
  expect(await loadOwnConfidence(db(), { demo: false, answerer: 'openai:other:1' })).toBeNull();
  await keepHonest(now);
});

async function review(n: number, of: { demo: boolean; kept: (odds: number) => boolean }): Promise<void> {
  const next = seeded(n);
  const [contact] = await db()
    .insert(contacts)
    .values({ email: `c${n}@example.com` })
    .returning();
  const at = new Date(now.getTime() - 3_600_000);
  const rows = await db()
    .insert(conversations)
    .values(Array.from({ length: n }, () => ({ channel: 'email' as const, contactId: contact?.id ?? 0 })))
    .returning({ conversationId: conversations.id });
  const asked = await db()
    .insert(messages)
    .values(rows.map((row) => ({ ...row, kind: 'inbound' as const, author: 'customer' as const, body: 'How?' })))
    .returning({ conversationId: messages.conversationId, messageId: messages.id });
  const runs = await db()
    .insert(aiRuns)
    .values(asked.map((row) => ({ ...row, status: 'done' as const, engine: 'builtin', model: 'x', stages: [], ms: 1 })))
    .returning({ runId: aiRuns.id });
  const features = asked.map(() => ({ titleCoverage: next(), answerable: next(), margin: next(), topScore: next() }));
  const made = await db()
    .insert(proposals)
    .values(
      asked.map((row, index) => ({
        ...row,
        runId: runs[index]?.runId ?? 0,
        kind: 'reply' as const,
        body: 'So.',
        language: 'en',
        topic: 'labels',
        confidence: 0.5,
        features: features[index] ?? {},
        modelVersion: priorVersion,
      })),
    )
    .returning({ proposalId: proposals.id });
  await db()
    .insert(decisions)
    .values(
      asked.map(({ conversationId }, index) => ({
        conversationId,
        runId: runs[index]?.runId ?? 0,
        proposalId: made[index]?.proposalId,
        action: 'review' as const,
        reasons: [],
        mode: 'ask' as const,
        answerer,
        eligible: true,
        demo: of.demo,
      })),
    );
  await db()
    .insert(reviews)
    .values(
      asked.map(({ conversationId }, index) => ({
        conversationId,
        proposalId: made[index]?.proposalId ?? 0,
        status: 'approved' as const,
        decidedAt: new Date(at.getTime() + index * 1000),
        unchanged: of.kept(priorLogOdds(features[index] ?? {})),
      })),
    );
}
