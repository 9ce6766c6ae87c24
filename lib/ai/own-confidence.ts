// This workspace's own confidence: the newest refitted model that corrects the shipped one as it is today.
import { and, desc, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { confidenceModels } from '#db/schema.ts';
import type { ConfidenceModel } from '#lib/autopilot/confidence-model.ts';
import { type Scorer, scorerOf } from '#lib/autopilot/scorer.ts';
import { prior, priorVersion } from './prior.ts';

export type OwnConfidence = { version: string; model: ConfidenceModel; trainedThrough: Date; reviews: number };

/** Null: the shipped model counts. @param demo for the demo's own mailbox, which has a made-up team behind it. */
export async function loadOwnConfidence(
  tx: Tx,
  { demo, answerer }: { demo: boolean; answerer: string },
): Promise<OwnConfidence | null> {
  const [row] = await tx
    .select()
    .from(confidenceModels)
    .where(
      and(
        eq(confidenceModels.demo, demo),
        eq(confidenceModels.answerer, answerer),
        sql`${confidenceModels.model}->>'basedOn' = ${priorVersion}`,
      ),
    )
    .orderBy(desc(confidenceModels.id))
    .limit(1);
  if (!row) return null;
  const { version, trainedThrough, reviews } = row;
  return { version, trainedThrough, reviews, model: row.model as ConfidenceModel };
}

/** The model that scored a proposal; null when that was the shipped one, or the model is gone. */
export async function loadModelNamed(version: string): Promise<ConfidenceModel | null> {
  const [row] = await db()
    .select({ model: confidenceModels.model })
    .from(confidenceModels)
    .where(eq(confidenceModels.version, version));
  return (row?.model as ConfidenceModel | undefined) ?? null;
}

export async function loadScorer(tx: Tx, { demo, answerer }: { demo: boolean; answerer: string }): Promise<Scorer> {
  return scorerOf(prior, await loadOwnConfidence(tx, { demo, answerer }), answerer);
}
