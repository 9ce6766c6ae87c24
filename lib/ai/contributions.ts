// What moved a confidence, feature by feature, for the page that explains it.
import type { ConfidenceModel } from '#lib/autopilot/confidence-model.ts';
import weights from './data/confidence.json' with { type: 'json' };
import { priorVersion } from './prior.ts';

/**
 * `effect` is in log-odds: weight × standardised value, above 0 pushes the confidence up; `high`: the value lies above the average of the cases
 * that the weights were fitted on.
 */
export type Contribution = { feature: string; effect: number; high: boolean };

/**
 * Strongest first. Null when the proposal was scored by other shipped weights than today's: theirs are not kept, and today's would tell a story
 * that did not happen. @param own the workspace's own correction that scored it, where one did.
 */
export function contributions(
  {
    features,
    modelVersion,
    confidence,
    topic,
  }: { features: Record<string, number>; modelVersion: string; confidence: number; topic: string | null },
  own: ConfidenceModel | null = null,
): Contribution[] | null {
  if ((own ? own.basedOn : modelVersion) !== priorVersion) return null;
  const model = weights;
  const scale = 1 + (own?.scale ?? 0);
  // With a verdict, the features and the verdict each count half (score.ts); the verdict's half is what is left of the whole.
  const half = features.hasVerdict ? 0.5 : 1;
  const found = model.features.map((feature, i): Contribution => {
    const standardised = ((features[feature] ?? 0) - (model.mean[i] ?? 0)) / (model.deviation[i] || 1);
    const weight = (model.weights[1]?.[i] ?? 0) - (model.weights[0]?.[i] ?? 0);
    const corrected = own?.weights[own.features.indexOf(feature)] ?? 0;
    return { feature, effect: (scale * half * weight + corrected) * standardised, high: standardised > 0 };
  });
  if (features.hasVerdict) {
    const start =
      scale * half * ((model.bias[1] ?? 0) - (model.bias[0] ?? 0)) +
      (own?.shift ?? 0) +
      (own?.topics[topic ?? ''] ?? 0);
    const effect = logit(confidence) - start - found.reduce((sum, one) => sum + one.effect, 0);
    found.push({ feature: 'verdict', effect, high: effect > 0 });
  }
  return found.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

function logit(p: number): number {
  const kept = Math.min(Math.max(p, 1e-4), 1 - 1e-4);
  return Math.log(kept / (1 - kept));
}
