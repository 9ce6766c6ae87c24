// The confidence of the demo's made-up team: its reviewers kept more than the shipped model expects. For the demo's own mailbox only.
import type { Tx } from '#db/client.ts';
import { confidenceModels } from '#db/schema.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { BUILTIN } from '#lib/ai/models/builtin.ts';
import { priorColumns } from '#lib/ai/prior.ts';
import type { ConfidenceModel } from '#lib/autopilot/confidence-model.ts';

export const DEMO_CONFIDENCE = 'demo';

export async function seedConfidence(tx: Tx, now: Date, reviews: number): Promise<void> {
  const model: ConfidenceModel = {
    ...priorColumns,
    shift: 2.8,
    scale: 0.2,
    weights: priorColumns.features.map(() => 0),
    topics: {},
  };
  await tx.insert(confidenceModels).values({
    version: DEMO_CONFIDENCE,
    answerer: answererOf({ provider: 'builtin', model: BUILTIN }),
    model,
    reviews,
    trainedThrough: new Date(0),
    demo: true,
    createdAt: now,
  });
}
