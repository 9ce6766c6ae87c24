// Fits lib/ai/data/outcome.json, covered.json and confidence.json on what the built-in engine itself does with labelled questions, and prints how
// each does where it was not fitted: on the other help center, and by fold.
//
// Label of confidence: 1 when the question is answerable and the first source cited is one of the wanted ones, else 0.
// Data: Parcelbird (ours) and WixQA (MIT), see cases.ts.
import { writeFileSync } from 'node:fs';
import { type DenseModel, denseProbabilities } from '#lib/ai/dense.ts';
import { draft } from '#lib/ai/draft/draft.ts';
import { judgeOutcomes, likeliest } from '#lib/ai/judge.ts';
import { draftFeatures } from '#lib/ai/score.ts';
import type { Judgement, Outcome } from '#lib/ai/types.ts';
import { verify } from '#lib/ai/verify/verify.ts';
import { auroc, calibrationError, macroF1 } from '../../cli/ai-eval/metrics.ts';
import { builtinCall } from '../../cli/ai-eval/run-case.ts';
import { type Prepared, prepareCases } from './cases.ts';
import { fitCovered } from './covered.ts';
import { dataFolder } from './data.ts';
import { fitDense, type Row } from './fit.ts';

const OUTCOMES: Outcome[] = [
  'answerable',
  'partly',
  'unknown',
  'needs_account',
  'out_of_scope',
  'no_reply_needed',
  'person_only',
];
/** Chosen on the five folds and across the two sets; a stronger prior transfers better between help centers. */
const L2 = { outcome: 0.1, confidence: 1 };
const QUIET: Outcome[] = ['person_only', 'no_reply_needed', 'out_of_scope', 'needs_account'];
const VERSION = 'prior-3';

type Models = { outcome: DenseModel; covered: DenseModel };

const prepared = prepareCases(dataFolder());
const natural = prepared.filter((item) => item.natural);
console.log(`${prepared.length} cases, ${natural.length} of them as they were asked`);
const outcomeFeatures = Object.keys(prepared[0]?.features ?? {});
const confidenceFeatures = [...outcomeFeatures, 'answerable', 'partly', 'cited', 'answerLength', 'openAsks'];

await report('Parcelbird, five folds, fitted on WixQA and the other folds', 'parcelbird', true);
await report('Parcelbird, fitted on WixQA alone', 'parcelbird', false);
await report('WixQA, fitted on Parcelbird alone', 'wix', false);
await report('WixQA, five folds, fitted on Parcelbird and the other folds', 'wix', true);
const models = fitModels(prepared);
writeFileSync('lib/ai/data/outcome.json', `${JSON.stringify(models.outcome)}\n`);
writeFileSync('lib/ai/data/covered.json', `${JSON.stringify(models.covered)}\n`);
writeFileSync('lib/ai/data/confidence.json', `${JSON.stringify(await fitConfidence(prepared, models))}\n`);
console.log('outcome.json, covered.json and confidence.json written');

function fitModels(items: Prepared[], { style = true } = {}): Models {
  const rows = items.map(({ features, truth, weight }): Row => ({ features, label: truth, weight }));
  return {
    outcome: fitDense(rows, OUTCOMES, outcomeFeatures, { version: VERSION, l2: L2.outcome }),
    covered: fitCovered(items, { style }),
  };
}

async function fitConfidence(items: Prepared[], fitted: Models): Promise<DenseModel> {
  const rows: Row[] = [];
  for (const item of items) {
    const { features, right, judgement } = await answer(item, fitted);
    // Only what the engine would answer at all: the rest never gets a confidence.
    if (QUIET.includes(judgement.outcome)) continue;
    rows.push({ features, label: right ? 'yes' : 'no', weight: item.weight });
  }
  return fitDense(rows, ['no', 'yes'], confidenceFeatures, { version: VERSION, l2: L2.confidence });
}

/** Drafts even where the engine would abstain, so that confidence learns from those too. */
async function answer({ question, ask, triaged, retrieval, corpus, features }: Prepared, fitted: Models) {
  const outcomes = judgeOutcomes(features, fitted.outcome, fitted.covered);
  const ruled: Outcome | null = ['person_only', 'no_reply_needed', 'out_of_scope'].includes(triaged.intent)
    ? (triaged.intent as Outcome)
    : null;
  const judgement: Judgement = { outcome: ruled ?? likeliest(outcomes), outcomes };
  const drafted = await draft({
    ask,
    triage: triaged,
    retrieval,
    judgement: { outcome: 'answerable', outcomes: { ...outcomes, answerable: 1 } },
    portalUrl: 'https://help.example.com',
    call: builtinCall,
  });
  const verification = verify({
    draft: drafted,
    evidence: retrieval.evidence,
    ask,
    allowedHosts: ['help.example.com'],
  });
  const cited = drafted.citations[0];
  const source = cited ? corpus.idOf(cited.articleId !== null ? `a${cited.articleId}` : `s${cited.snippetId}`) : null;
  return {
    features: { ...features, ...draftFeatures({ judgement, retrieval, draft: drafted, verification }) },
    judgement,
    right: question.outcome === 'answerable' && source !== null && question.gold.includes(source),
  };
}

/** @param folds also fit on the other four folds of the tested set; else on the other set alone, whose form of question then does not count. */
async function report(name: string, set: Prepared['set'], folds: boolean): Promise<void> {
  const outcomes: [string, string][] = [];
  const answerable: [number, boolean][] = [];
  const right: [number, boolean][] = [];
  for (const fold of folds ? [0, 1, 2, 3, 4] : [-1]) {
    const train = prepared.filter((item) => item.set !== set || (folds && item.fold !== fold));
    const fitted = fitModels(train, { style: folds || set !== 'parcelbird' });
    const confidence = await fitConfidence(train, fitted);
    // WixQA holds no unanswered questions: those whose articles were taken away stand for them.
    const test = prepared.filter(
      (item) =>
        item.set === set &&
        (!folds || item.fold === fold) &&
        (item.natural || (set === 'wix' && item.truth === 'unknown' && item.weight === 0.5)),
    );
    for (const item of test) {
      const said = await answer(item, fitted);
      if (item.natural) outcomes.push([item.truth, said.judgement.outcome]);
      const covered = denseProbabilities(fitted.covered, item.features)[1] ?? 0;
      if (['answerable', 'partly', 'unknown'].includes(item.truth))
        answerable.push([covered, item.truth !== 'unknown']);
      if (!QUIET.includes(said.judgement.outcome))
        right.push([denseProbabilities(confidence, said.features)[1] ?? 0, said.right]);
    }
  }
  const sorted = [...right].sort((a, b) => b[0] - a[0]);
  const precision = (share: number) =>
    sorted.slice(0, Math.round(sorted.length * share)).filter(([, yes]) => yes).length /
    Math.max(Math.round(sorted.length * share), 1);
  console.log(
    `${name}: n ${outcomes.length}, outcome macro-F1 ${show(macroF1(outcomes))}, answerable AUROC ${show(auroc(answerable))}, right AUROC ${show(auroc(right))}, ECE ${show(calibrationError(right))}, precision at 20/40/60% ${[0.2, 0.4, 0.6].map((s) => precision(s).toFixed(2)).join(' ')}`,
  );
}

function show(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
