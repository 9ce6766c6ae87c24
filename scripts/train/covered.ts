// Fits lib/ai/data/covered.json: does the help center hold the answer? Two parts, fitted apart and then added in log-odds: what the ranking says
// (from the same question with and without its articles, so that nothing but the evidence differs), and the question's form (style.json).
import { type DenseModel, denseProbabilities } from '#lib/ai/dense.ts';
import type { Prepared } from './cases.ts';
import { fitDense, type Row } from './fit.ts';

/** Chosen by forward selection on one help center and checked on the other. */
const EVIDENCE = [
  'topScore',
  'titleShareOfQuery',
  'titleCoverage',
  'margin',
  'concentration',
  'passageCoverage',
  'scorePerTerm',
  'askBest',
  'missingMost',
  'unknownShare',
  'strange',
  'sentencePair',
  'scattered',
  'bareSentence',
];
/** More helps where questions are hard for their wording, less where articles are missing: chosen to lose little on either. */
const STYLE_WEIGHT = 1.5;
const L2 = 0.2;

/** @param style whether the form counts: not when it was learnt on the set that is tested. */
export function fitCovered(items: Prepared[], { style = true } = {}): DenseModel {
  const questions = items.filter(({ truth }) => ['answerable', 'partly', 'unknown'].includes(truth));
  const pairs = questions.filter(({ natural, truth }) => !natural || truth !== 'unknown');
  const perSet = new Map<string, number>();
  for (const { set } of pairs) perSet.set(set, (perSet.get(set) ?? 0) + 1);
  const evidence = fitDense(
    pairs.map((item): Row => asRow(item, item.features, 1 / (perSet.get(item.set) ?? 1))),
    ['no', 'yes'],
    EVIDENCE,
    { l2: L2 },
  );
  const sum = (item: Prepared) => {
    const p = denseProbabilities(evidence, item.features)[1] ?? 0.5;
    return Math.log(p / (1 - p)) + (style ? STYLE_WEIGHT * (item.features.style ?? 0) : 0);
  };
  // One more fit makes the sum a probability, over both ways of having no answer: the article is missing, or it is silent on the point.
  const calibrated = fitDense(
    questions.map((item) => asRow(item, { sum: sum(item) }, item.weight)),
    ['no', 'yes'],
    ['sum'],
    { l2: 0 },
  );
  return merge(evidence, calibrated, style);
}

function asRow({ truth }: Prepared, features: Record<string, number>, weight: number): Row {
  return { features, label: truth === 'unknown' ? 'no' : 'yes', weight };
}

/** Both fits are linear, so one model says the same as the two. */
function merge(evidence: DenseModel, calibrated: DenseModel, style: boolean): DenseModel {
  const difference = (model: DenseModel, i: number) => (model.weights[1]?.[i] ?? 0) - (model.weights[0]?.[i] ?? 0);
  const start = (model: DenseModel) => (model.bias[1] ?? 0) - (model.bias[0] ?? 0);
  const scale = difference(calibrated, 0) / (calibrated.deviation[0] || 1);
  const shift = start(calibrated) + scale * (start(evidence) - (calibrated.mean[0] ?? 0));
  const short = (value: number) => Number(value.toFixed(4));
  const weights = [
    ...EVIDENCE.map((_, i) => short(scale * difference(evidence, i))),
    short(scale * (style ? STYLE_WEIGHT : 0)),
  ];
  return {
    classes: ['no', 'yes'],
    features: [...EVIDENCE, 'style'],
    mean: [...evidence.mean, 0],
    deviation: [...evidence.deviation, 1],
    weights: [weights.map(() => 0), weights],
    bias: [0, short(shift)],
    version: 'prior-2',
  };
}
