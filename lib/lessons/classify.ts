// What kind of edit is this? Decided in code from the words that differ; several answers may hold. Pure.
import type { EditClass } from '#db/schema/lessons.ts';
import { fold } from '#lib/knowledge/tokens.ts';
import { factsOf } from '#lib/replay/compare.ts';
import { type Change, changesBetween } from './changes.ts';
import { datesOf, GREETING, negationsOf, POLICY, STEP, TONE } from './words.ts';

export type ClassedChange = Change & { classes: EditClass[] };
export type ClassedEdit = { classes: EditClass[]; changes: ClassedChange[] };

const ORDER: EditClass[] = ['fact', 'policy', 'missing_step', 'tone', 'style'];
/** Words from which an added sentence says something of its own. */
const SAYS_SOMETHING = 4;

/** Empty classes: the two texts say the same, word for word. */
export function classifyEdit(draft: string, sent: string): ClassedEdit {
  const changes = changesBetween(draft, sent).map((change) => ({ ...change, classes: classesOf(change) }));
  return { changes, classes: ORDER.filter((one) => changes.some(({ classes }) => classes.includes(one))) };
}

function classesOf({ before, after, step }: Change): EditClass[] {
  const [old, now] = [fold(before ?? ''), fold(after ?? '')];
  if (isFrame(old) && isFrame(now)) return ['tone'];
  const classes = new Set<EditClass>();
  if (count(old, POLICY) !== count(now, POLICY)) classes.add('policy');
  if (before !== null && after !== null) {
    if (factsDiffer(before, after)) classes.add('fact');
    if (TONE.test(old) !== TONE.test(now)) classes.add('tone');
  } else if (after !== null) {
    if (TONE.test(now) && !hasFacts(after)) classes.add('tone');
    else if (!classes.has('policy') && (step || STEP.test(now) || hasFacts(after))) classes.add('missing_step');
  } else if (before !== null) {
    // A link that points to our own article is no fact of its own.
    if ([...factsOf(before)].some((fact) => !fact.includes('://'))) classes.add('fact');
    else if (TONE.test(old)) classes.add('tone');
  }
  return classes.size > 0 ? ORDER.filter((one) => classes.has(one)) : ['style'];
}

/** Nothing, a greeting or a closing line. */
function isFrame(folded: string): boolean {
  return folded === '' || GREETING.test(folded) || (wordsIn(folded) <= SAYS_SOMETHING && TONE.test(folded));
}

function factsDiffer(before: string, after: string): boolean {
  if (!same(factsOf(before), factsOf(after))) return true;
  const [old, now] = [fold(before), fold(after)];
  if (negationsOf(old) !== negationsOf(now)) return true;
  return !same(new Set(datesOf(old)), new Set(datesOf(now))) || !same(namesIn(before), namesIn(after));
}

function hasFacts(text: string): boolean {
  return factsOf(text).size > 0 || (datesOf(fold(text)).length > 0 && wordsIn(fold(text)) >= SAYS_SOMETHING);
}

/** Capitalised words that do not begin the sentence, in scripts where that means a name. German nouns are left out by their number. */
function namesIn(text: string): Set<string> {
  const found = [...text.matchAll(/(?<=[\p{L}\p{N},;)]\s)\p{Lu}[\p{L}\p{N}]+/gu)].map(([name]) => fold(name));
  return new Set(found.length > text.split(/\s+/).length / 4 ? [] : found);
}

function same(a: Set<string>, b: Set<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

function count(folded: string, pattern: RegExp): number {
  return folded.match(new RegExp(pattern.source, 'gu'))?.length ?? 0;
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
