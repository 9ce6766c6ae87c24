// From a classed edit to the one correction that it proposes, if it is worth learning. Pure; a person decides about every word of it.
import { createHash } from 'node:crypto';
import type { EditClass, GateAction, LessonKind, Wanted } from '#db/schema.ts';
import { PROMISES } from '#lib/ai/verify/promises.ts';
import { fold } from '#lib/knowledge/tokens.ts';
import { factsOf } from '#lib/replay/compare.ts';
import type { ClassedChange, ClassedEdit } from './classify.ts';
import { carriedOver, sentenceIn } from './correct.ts';
import { type Known, withoutPersonal } from './personal.ts';

/** A source that the draft cited, as it stands now. */
export type Source = { n: number; articleId: number; title: string; language: string; markdown: string; quote: string };

export type EditToLearn = ClassedEdit & {
  language: string;
  topic: { key: string; name: string } | null;
  /** Without names and numbers; empty where it cannot be trusted. */
  question: string;
  /** The customer's mail: what was taken from it is not ours to teach. */
  asked: string;
  sources: Source[];
  /** The words of a source that carry a sentence of the draft, where verification found them. */
  spanOf: (sentence: string) => string | null;
  known: Known;
};

export type ProposedLesson = {
  kind: LessonKind;
  target: string;
  classes: EditClass[];
  articleId: number | null;
  title: string;
  before: string;
  after: string;
  action: GateAction | null;
  wanted: Wanted;
  stripped: boolean;
};

const TITLE = 120;
/** Sentences of a snippet: more is an article. */
const SENTENCES = 5;

/** A wrong fact with its source first, then what was missing, then what binds the company. Tone and style teach nothing. */
export function proposeLesson(edit: EditToLearn): ProposedLesson | null {
  const own = edit.changes.filter(({ after }) => after === null || !saidByCustomer(after, edit.asked));
  return correction(edit, own) ?? addition(edit, own) ?? rule(edit, own);
}

/** The passage that a changed sentence cited, with the change carried over. */
function correction(edit: EditToLearn, changes: ClassedChange[]): ProposedLesson | null {
  for (const { before, after, cited, classes } of changes) {
    if (before === null || after === null || !classes.includes('fact')) continue;
    const source = edit.sources.find(({ n }) => n === cited);
    const place = source && sentenceIn(source.markdown, edit.spanOf(before) ?? before);
    if (!source || !place) continue;
    const clean = withoutPersonal(after, edit.known);
    const foreign = source.language !== edit.language;
    const corrected = carriedOver(place, before, clean.text, { numbersOnly: foreign }) ?? (foreign ? null : clean.text);
    if (corrected === null || corrected === place) continue;
    const [old, now] = [factsOf(before), factsOf(clean.text)];
    return {
      kind: 'article',
      target: `article:${source.articleId}:${keyOf(place)}`,
      classes: edit.classes,
      articleId: source.articleId,
      title: source.title,
      before: place,
      after: corrected,
      action: null,
      wanted: { facts: [...now], absent: [...old].filter((fact) => !now.has(fact)), text: clean.text },
      stripped: clean.stripped,
    };
  }
  return null;
}

/** What the reviewer knew and no source said: facts and steps, never a promise, since that was for this customer. */
function addition(edit: EditToLearn, changes: ClassedChange[]): ProposedLesson | null {
  const worth = changes
    .filter(({ after, classes }) => after !== null && !classes.includes('policy') && !aboutThisOne(after))
    .filter(({ classes }) => classes.includes('missing_step') || classes.includes('fact'))
    .slice(0, SENTENCES);
  if (worth.length === 0) return null;
  const clean = worth.map(({ after, step }) => ({ step, ...withoutPersonal(capital(after ?? ''), edit.known) }));
  const text = clean
    .map(({ text, step }, at) => (step ? `${at + 1}. ${text}` : text))
    .join(clean.some(({ step }) => step) ? '\n' : ' ');
  if ((text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < 3) return null;
  return {
    kind: 'snippet',
    target: `snippet:${edit.topic?.key ?? ''}:${keyOf(text)}`,
    classes: edit.classes,
    articleId: null,
    title: edit.question.slice(0, TITLE).trim(),
    before: '',
    after: text,
    action: null,
    wanted: { facts: [...factsOf(text)], absent: [], text },
    stripped: clean.some(({ stripped }) => stripped),
  };
}

/** Where people promise or refuse by themselves, the AI should not be the one that answers. */
function rule(edit: EditToLearn, changes: ClassedChange[]): ProposedLesson | null {
  if (!edit.topic || !changes.some(({ classes }) => classes.includes('policy'))) return null;
  return {
    kind: 'rule',
    target: `rule:${edit.topic.key}`,
    classes: edit.classes,
    articleId: null,
    title: edit.topic.name,
    before: '',
    after: '',
    action: 'review',
    wanted: { facts: [], absent: [], text: '' },
    stripped: false,
  };
}

/** The same words, however they are spaced: one target. */
export function keyOf(text: string): string {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 16);
}

/** "I have checked", "your order was cancelled": done for this customer, true for no other. */
function aboutThisOne(sentence: string): boolean {
  const folded = fold(sentence);
  return PROMISES.some(({ pattern }) => pattern.test(folded));
}

/** After "Hi Jonas," people go on in lower case. */
function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function saidByCustomer(sentence: string, asked: string): boolean {
  const words = (text: string) => ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const said = words(sentence);
  return said.trim().split(' ').length >= 4 && words(asked).includes(said);
}
