// The labelled questions as the stages see them, for fitting what comes after: each as it was asked, and again with articles taken away, so that
// what was answerable becomes a question about the right subject that nothing answers. Text models are always ones that have not seen the message.
import { caseFeatures } from '#lib/ai/judge.ts';
import { type LinearModel, predict } from '#lib/ai/linear.ts';
import { retrieve } from '#lib/ai/retrieve.ts';
import { type StyleModel, style } from '#lib/ai/style.ts';
import { triage } from '#lib/ai/triage/triage.ts';
import type { Ask, Intent, Outcome, Retrieval, Triage } from '#lib/ai/types.ts';
import { type Corpus, loadCorpus, loadQuestions, type QuestionRow } from '../../cli/ai-eval/corpus.ts';
import type { KnowledgeRow } from '../../cli/ai-eval/files.ts';
import { fold5, parcelbird, readLines } from './data.ts';
import { INTENTS, mailExamples, ownExamples, publicExamples, trainIntent } from './intent.ts';
import { styleExamples, trainStyle } from './style.ts';

export type Prepared = {
  set: 'parcelbird' | 'wix';
  fold: number;
  question: QuestionRow;
  ask: Ask;
  triaged: Triage;
  retrieval: Retrieval;
  features: Record<string, number>;
  corpus: Corpus;
  truth: Outcome;
  weight: number;
  /** As it was asked, of the whole help center. */
  natural: boolean;
};

/** Parts into which a help center is cut; each part in turn is taken away. */
const QUARTERS = 4;
/** Parts of which each in turn is all there is: a young help center of a few articles. */
const SMALL = 10;

export function prepareCases(folder: string): Prepared[] {
  const others = [...publicExamples(folder), ...mailExamples()];
  const own = parcelbird(folder);
  const folds = [0, 1, 2, 3, 4].map((fold) => ({
    intent: trainIntent(
      ownExamples(folder, (id) => fold5(id) !== fold),
      others,
    ),
    style: trainStyle(styleExamples(own.filter(({ id }) => fold5(id) !== fold))),
  }));
  const kb = readLines<KnowledgeRow>(folder, 'parcelbird/kb.jsonl');
  const snippets = readLines<KnowledgeRow>(folder, 'parcelbird/snippets.jsonl');
  const wix = readLines<KnowledgeRow>(folder, 'wixqa_sample/kb.jsonl');
  return [
    ...prepareSet('parcelbird', kb, snippets, loadQuestions(own), folds),
    ...prepareSet('wix', wix, [], loadQuestions(readLines(folder, 'wixqa_sample/queries.jsonl')), folds),
  ];
}

type Models = { intent: LinearModel; style: StyleModel }[];

function prepareSet(
  set: Prepared['set'],
  kb: KnowledgeRow[],
  snippets: KnowledgeRow[],
  questions: QuestionRow[],
  models: Models,
): Prepared[] {
  const rows: Prepared[] = [];
  const whole = loadCorpus(kb, snippets);
  const add = (corpus: Corpus, question: QuestionRow, weight: number, natural: boolean) =>
    rows.push(prepareOne(set, corpus, question, models, { weight, natural }));
  const silenced = (question: QuestionRow) => ({ ...question, gold: [], outcome: 'unknown' });
  const ids = [...kb, ...snippets].map(({ id }) => id);
  const asked = questions.filter(({ gold }) => gold.length > 0);
  for (const question of questions) add(whole, question, 1, true);
  for (let part = 0; part < QUARTERS; part++) {
    const removed = new Set(ids.filter((id) => hash(id) % QUARTERS === part));
    const corpus = loadCorpus(kb, snippets, removed);
    for (const question of asked)
      if (question.gold.every((id) => removed.has(id))) add(corpus, silenced(question), 0.5, false);
  }
  for (let part = 0; part < SMALL; part++) {
    const removed = new Set(ids.filter((id) => hash(id) % SMALL !== part));
    const corpus = loadCorpus(kb, snippets, removed);
    for (const question of asked) {
      if (question.gold.every((id) => !removed.has(id))) add(corpus, question, 0.3, false);
      else if (question.gold.every((id) => removed.has(id)) && hash(question.id) % SMALL === part)
        add(corpus, silenced(question), 0.3, false);
    }
  }
  return rows;
}

function prepareOne(
  set: Prepared['set'],
  corpus: Corpus,
  question: QuestionRow,
  models: Models,
  { weight, natural }: { weight: number; natural: boolean },
): Prepared {
  const ask: Ask = {
    subject: question.subject,
    text: question.text,
    hiddenText: '',
    channel: question.channel,
    history: [],
    firstName: '',
    verified: true,
  };
  const fold = fold5(question.id);
  // WixQA is in no text model's training, so any of them will do.
  const unseen = models[set === 'parcelbird' ? fold : 0];
  const found = triage({ ask, contactLanguage: null });
  const probabilities = unseen ? predict(unseen.intent, found.question) : [];
  const intents = Object.fromEntries(INTENTS.map((intent, k) => [intent, probabilities[k] ?? 0])) as Record<
    Intent,
    number
  >;
  const byModel = found.because.length === 1 && found.because[0] === 'model';
  const triaged: Triage = {
    ...found,
    intents,
    intent: byModel ? (intents.needs_account > 0.4 ? 'needs_account' : 'question') : found.intent,
  };
  const retrieval = retrieve({ index: corpus.index, question: triaged.question, language: triaged.language });
  const features = {
    ...caseFeatures(triaged, retrieval),
    style: unseen ? style(triaged.question, triaged.language, unseen.style) : 0,
  };
  const truth = question.outcome as Outcome;
  return { set, fold, question, ask, triaged, retrieval, features, corpus, truth, weight, natural };
}

function hash(id: string): number {
  let h = 7;
  for (const character of id) h = (h * 33 + character.charCodeAt(0)) | 0;
  return h >>> 5;
}
