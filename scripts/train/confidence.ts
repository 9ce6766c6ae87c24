// Fits lib/ai/data/outcome.json and lib/ai/data/confidence.json on what the built-in engine itself does with labelled questions.
//
// Label of confidence: 1 when the question is answerable and the first source cited is one of the wanted ones, else 0.
// Data: Parcelbird (ours; a fifth held out) and WixQA (MIT); each also with a quarter of its articles taken away, four times over, so that
// what was answerable becomes a question about the right subject that nothing answers. Text-model features are out of fold.
import { writeFileSync } from 'node:fs';
import { type DenseModel, denseProbabilities } from '#lib/ai/dense.ts';
import { draft } from '#lib/ai/draft/draft.ts';
import { caseFeatures, likeliest } from '#lib/ai/judge.ts';
import { type LinearModel, predict } from '#lib/ai/linear.ts';
import { retrieve } from '#lib/ai/retrieve.ts';
import { scoreFeatures } from '#lib/ai/score.ts';
import { triage } from '#lib/ai/triage/triage.ts';
import type { Intent, Judgement, Outcome, Retrieval, Triage } from '#lib/ai/types.ts';
import { verify } from '#lib/ai/verify/verify.ts';
import {
  type Corpus,
  type KnowledgeRow,
  loadCorpus,
  loadQuestions,
  type QuestionRow,
} from '../../cli/ai-eval/corpus.ts';
import { auroc, calibrationError, macroF1 } from '../../cli/ai-eval/metrics.ts';
import { builtinCall } from '../../cli/ai-eval/run-case.ts';
import { dataFolder, fold5, heldOut, readLines } from './data.ts';
import { fitDense, type Row } from './fit.ts';
import { INTENTS, ownExamples, publicExamples, trainIntent } from './intent.ts';

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
const SMALL = 10;
const QUIET: Outcome[] = ['person_only', 'no_reply_needed', 'out_of_scope', 'needs_account'];
const folder = dataFolder();

type Prepared = {
  set: string;
  question: QuestionRow;
  triaged: Triage;
  retrieval: Retrieval;
  corpus: Corpus;
  truth: Outcome;
  weight: number;
  natural: boolean;
};

const texts = textModels();
const prepared: Prepared[] = [...prepareParcelbird(), ...prepareWix()];
const natural = prepared.filter((item) => item.natural);
console.log(`${prepared.length} cases, ${natural.length} of them as they were asked`);

const outcomeFeatures = Object.keys(caseFeatures(first(prepared).triaged, first(prepared).retrieval));
const confidenceFeatures = [...outcomeFeatures, 'answerable', 'partly', 'cited', 'answerLength'];
const train = prepared.filter((item) => !heldOut(item.question.id) || item.set === 'wix');

await report(
  'Parcelbird, five folds',
  (item) => item.set === 'parcelbird' && !heldOut(item.question.id),
  (item, fold) => item.set === 'wix' || fold5(item.question.id) !== fold,
  [1, 2, 3, 4],
);
await report(
  'WixQA, fitted on Parcelbird alone',
  (item) => item.set === 'wix',
  (item) => item.set === 'parcelbird',
  [9],
);
await report(
  'Parcelbird, fitted on WixQA alone',
  (item) => item.set === 'parcelbird',
  (item) => item.set === 'wix',
  [9],
);
const outcomeModel = fitOutcome(train);
const confidenceModel = await fitConfidence(train, outcomeModel);
await report(
  'Parcelbird, held-out fifth',
  (item) => item.set === 'parcelbird' && heldOut(item.question.id),
  (item) => train.includes(item),
  [0],
);
writeFileSync('lib/ai/data/outcome.json', `${JSON.stringify(outcomeModel)}\n`);
writeFileSync('lib/ai/data/confidence.json', `${JSON.stringify(confidenceModel)}\n`);
console.log('outcome.json and confidence.json written');

function fitOutcome(items: Prepared[]): DenseModel {
  const rows = items.map(
    (item): Row => ({ features: caseFeatures(item.triaged, item.retrieval), label: item.truth, weight: item.weight }),
  );
  return fitDense(rows, OUTCOMES, outcomeFeatures, { version: 'prior-1', l2: L2.outcome });
}

async function fitConfidence(items: Prepared[], outcome: DenseModel): Promise<DenseModel> {
  const rows: Row[] = [];
  for (const item of items) {
    const { features, right, judgement } = await answer(item, outcome, true);
    // Only what the engine would answer at all: the rest never gets a confidence.
    if (QUIET.includes(judgement.outcome)) continue;
    rows.push({ features, label: right ? 'yes' : 'no', weight: item.weight });
  }
  return fitDense(rows, ['no', 'yes'], confidenceFeatures, { version: 'prior-1', l2: L2.confidence });
}

/** @param insist draft even where the engine would abstain, so that confidence learns from those too. */
async function answer({ question, triaged, retrieval, corpus }: Prepared, model: DenseModel, insist: boolean) {
  const probabilities = denseProbabilities(model, caseFeatures(triaged, retrieval));
  const outcomes = Object.fromEntries(OUTCOMES.map((name, k) => [name, probabilities[k] ?? 0])) as Record<
    Outcome,
    number
  >;
  const ruled: Outcome | null = ['person_only', 'no_reply_needed', 'out_of_scope'].includes(triaged.intent)
    ? (triaged.intent as Outcome)
    : null;
  const judgement: Judgement = { outcome: ruled ?? likeliest(outcomes), outcomes };
  const forced: Judgement = insist ? { outcome: 'answerable', outcomes: { ...outcomes, answerable: 1 } } : judgement;
  const ask = {
    subject: question.subject,
    text: question.text,
    hiddenText: '',
    channel: question.channel,
    history: [],
    firstName: '',
    verified: true,
  };
  const drafted = await draft({
    ask,
    triage: triaged,
    retrieval,
    judgement: forced,
    portalUrl: 'https://help.example.com',
    call: builtinCall,
  });
  const verification = verify({
    draft: drafted,
    evidence: retrieval.evidence,
    ask,
    allowedHosts: ['help.example.com'],
  });
  const features = scoreFeatures({ triage: triaged, retrieval, judgement, draft: drafted, verification });
  const cited = drafted.citations[0];
  const source = cited ? corpus.idOf(cited.articleId !== null ? `a${cited.articleId}` : `s${cited.snippetId}`) : null;
  return {
    features,
    judgement,
    replied: drafted.kind === 'reply',
    right: question.outcome === 'answerable' && source !== null && question.gold.includes(source),
  };
}

async function report(
  name: string,
  test: (item: Prepared) => boolean,
  takes: (item: Prepared, fold: number) => boolean,
  folds: number[],
): Promise<void> {
  const outcomes: [string, string][] = [];
  const answerable: [number, boolean][] = [];
  const right: [number, boolean][] = [];
  for (const fold of folds) {
    const chosen = prepared.filter(
      (item) => takes(item, fold) && (folds.length === 1 || !test(item) || fold5(item.question.id) !== fold),
    );
    const outcome = fitOutcome(chosen);
    const confidence = await fitConfidence(chosen, outcome);
    for (const item of natural.filter(
      (candidate) => test(candidate) && (folds.length === 1 || fold5(candidate.question.id) === fold),
    )) {
      const said = await answer(item, outcome, true);
      outcomes.push([item.truth, said.judgement.outcome]);
      const p = denseProbabilities(confidence, said.features)[1] ?? 0;
      if (['answerable', 'partly', 'unknown'].includes(item.truth)) answerable.push([p, item.truth !== 'unknown']);
      if (!['person_only', 'no_reply_needed', 'out_of_scope'].includes(said.judgement.outcome))
        right.push([p, said.right]);
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

/** Text models of the five folds: a message is always judged by one that has not seen it. */
function textModels(): LinearModel[] {
  const others = publicExamples(folder);
  return [0, 1, 2, 3, 4].map((fold) =>
    trainIntent(
      ownExamples(folder, (id) => fold5(id) !== fold && !(heldOut(id) && fold !== 0)),
      others,
    ),
  );
}

function prepareParcelbird(): Prepared[] {
  const kb = readLines<KnowledgeRow>(folder, 'parcelbird/kb.jsonl');
  const snippets = readLines<KnowledgeRow>(folder, 'parcelbird/snippets.jsonl');
  const questions = loadQuestions(readLines(folder, 'parcelbird/questions_dev.jsonl'));
  return prepare('parcelbird', kb, snippets, questions);
}

function prepareWix(): Prepared[] {
  const kb = readLines<KnowledgeRow>(folder, 'wixqa_sample/kb.jsonl');
  return prepare('wix', kb, [], loadQuestions(readLines(folder, 'wixqa_sample/queries.jsonl')));
}

function prepare(set: string, kb: KnowledgeRow[], snippets: KnowledgeRow[], questions: QuestionRow[]): Prepared[] {
  const rows: Prepared[] = [];
  const whole = loadCorpus(kb, snippets);
  for (const question of questions) rows.push(prepareOne(set, whole, question, 1, true));
  for (let part = 0; part < 4; part++) {
    const removed = new Set([...kb, ...snippets].map(({ id }) => id).filter((id) => hash(id) % 4 === part));
    const corpus = loadCorpus(kb, snippets, removed);
    for (const question of questions) {
      if (question.gold.length === 0 || !question.gold.every((id) => removed.has(id))) continue;
      rows.push(prepareOne(set, corpus, { ...question, gold: [], outcome: 'unknown' }, 0.5, false));
    }
  }
  // A young help center of a few articles, with the questions it answers and as many that it does not.
  for (let part = 0; part < SMALL; part++) {
    const kept = [...kb, ...snippets].map(({ id }) => id).filter((id) => hash(id) % SMALL === part);
    const removed = new Set([...kb, ...snippets].map(({ id }) => id).filter((id) => !kept.includes(id)));
    const corpus = loadCorpus(kb, snippets, removed);
    for (const question of questions.filter(({ gold }) => gold.length > 0)) {
      const covered = question.gold.every((id) => !removed.has(id));
      const silent = question.gold.every((id) => removed.has(id)) && hash(question.id) % SMALL === part;
      if (covered) rows.push(prepareOne(set, corpus, question, 0.5, false));
      if (silent) rows.push(prepareOne(set, corpus, { ...question, gold: [], outcome: 'unknown' }, 0.5, false));
    }
  }
  return rows;
}

function prepareOne(set: string, corpus: Corpus, question: QuestionRow, weight: number, isNatural: boolean): Prepared {
  const ask = {
    subject: question.subject,
    text: question.text,
    hiddenText: '',
    channel: question.channel,
    history: [],
    firstName: '',
    verified: true,
  };
  const found = triage({ ask, contactLanguage: null });
  const model = set === 'parcelbird' ? texts[fold5(question.id)] : texts[0];
  const probabilities = model ? predict(model, found.question) : [];
  const intents = Object.fromEntries(INTENTS.map((intent, k) => [intent, probabilities[k] ?? 0])) as Record<
    Intent,
    number
  >;
  const byModel = found.because.length === 1 && found.because[0] === 'model';
  const triaged: Triage = {
    ...found,
    intents,
    intent: byModel ? (intents.needs_account > 0.5 ? 'needs_account' : 'question') : found.intent,
  };
  const retrieval = retrieve({ index: corpus.index, question: triaged.question, language: triaged.language });
  return { set, question, triaged, retrieval, corpus, truth: question.outcome as Outcome, weight, natural: isNatural };
}

function hash(id: string): number {
  let h = 7;
  for (const character of id) h = (h * 33 + character.charCodeAt(0)) | 0;
  return h >>> 5;
}

function show(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function first<T>(items: T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('the data folder holds no questions');
  return item;
}
