// The built-in answerer: quotes the help center instead of writing. Each thing asked gets the one to three sentences that fit it best, or the
// steps where it asks how; what the help center hardly touches is left open.
import { tokenize } from '#lib/knowledge/tokens.ts';
import { type AskedPart, type Evidence, HARDLY_COVERED, type Judgement } from '../types.ts';
import { similarity } from '../words.ts';
import { type Unit, unitsOf } from './sentences.ts';

export type ExtractInput = {
  question: string;
  evidence: Evidence[];
  asks: AskedPart[];
  judgement: Judgement;
  language: string;
};
export type Extracted = {
  kind: 'reply' | 'abstain';
  answer: string;
  /** Positions in `asks`, from 0, that the answer does not speak to. */
  open: number[];
};

const NOTHING: Extracted = { kind: 'abstain', answer: '', open: [] };
const MOST_SENTENCES = 3;
/** When several things are asked, each gets less. */
const MOST_EACH = 2;
const MOST_ANSWERED = 3;
const MOST_STEPS = 12;
/** Below this chance of being covered at all, saying nothing is the honest answer. */
const LEAST_COVERED = 0.3;
/** Words of the title say what the article is about; the answer is where the other words of the question are. */
const TITLE_SHARE = 0.4;

export function extractAnswer({ evidence, asks, judgement }: ExtractInput): Extracted {
  const { answerable, partly } = judgement.outcomes;
  const usable = evidence.filter((item) => !item.outdated);
  if (usable.length === 0 || answerable + partly < LEAST_COVERED) return NOTHING;
  const several = asks.length > 1;
  const open: number[] = [];
  const parts: string[] = [];
  const said = new Set<string>();
  asks.forEach((ask, at) => {
    if (several && (ask.coverage < HARDLY_COVERED || parts.length >= MOST_ANSWERED)) {
      open.push(at);
      return;
    }
    const best = usable.find(({ id }) => id === ask.passageId) ?? usable[0];
    const part = best ? quote(best, usable, ask, several ? MOST_EACH : MOST_SENTENCES, said) : '';
    if (part) parts.push(part);
  });
  if (parts.length === 0) {
    const [best] = usable;
    const [first] = asks;
    const part = best && first ? quote(best, usable, first, MOST_EACH, said) : '';
    return part ? { kind: 'reply', answer: part, open: [] } : NOTHING;
  }
  return { kind: 'reply', answer: parts.join('\n\n'), open };
}

type Scored = Unit & { n: number; at: number; order: number; score: number };

/** @param said units already quoted for another ask. Empty when there is nothing new to say. */
function quote(best: Evidence, evidence: Evidence[], ask: AskedPart, most: number, said: Set<string>): string {
  const units = evidence.flatMap((item, position) =>
    item.source === best.source ? scoreUnits(item, position + 1, ask, item.id === best.id) : [],
  );
  const ranked = [...units].sort((a, b) => b.score - a.score || a.order - b.order);
  const first = ranked.find(({ text }) => !said.has(text));
  if (!first) return '';
  if (first.kind === 'step' || (HOW.test(ask.text) && hasSteps(units, first.n))) {
    const steps = stepsNear(units, first, said);
    if (steps) return steps;
  }
  const chosen = new Set<Scored>([first]);
  complete(chosen, first, units);
  for (const candidate of ranked) {
    if (chosen.size >= most) break;
    if (candidate.score < first.score * 0.5 || said.has(candidate.text) || candidate.kind === 'step') continue;
    chosen.add(candidate);
    if (chosen.size < most) complete(chosen, candidate, units);
  }
  return write(
    [...chosen].sort((a, b) => a.n - b.n || a.order - b.order),
    said,
  );
}

/** A question that the article puts itself, or a line that ends in a colon, says nothing without what follows; "It…" nothing without what precedes. */
function complete(chosen: Set<Scored>, unit: Scored, units: Scored[]): void {
  const at = units.indexOf(unit);
  const next = units[at + 1];
  const before = units[at - 1];
  if (next && next.n === unit.n && (/[?:][*_]*$/.test(unit.text) || CONTINUES.test(next.text))) chosen.add(next);
  if (before && before.n === unit.n && before.kind === 'sentence' && unit.kind === 'sentence' && REFERS.test(unit.text))
    chosen.add(before);
}

const HOW =
  /\b(how (do|can|to|should|would|does|am)|steps|wie (kann|mache|richte|geht|ändere|drucke)|comment|cómo|como (faço|puedo|posso)|hoe|come (posso|si|faccio))\b|方法|やり方|どうすれば|どのように/iu;
const CONTINUES =
  /^(\W*)(this|that|these|it|they|otherwise|however|but|except|if not|after that|then|for example|dies|das|es|sonst|cela|sinon|esto|si no|questo|dit|isso)\b/i;
const REFERS =
  /^(\W*)(it|they|these|this|that|those|both|either|the same|in that case|otherwise|then|until then|after that|their|its|so|but|however|sie|es|dies|cela|ils|esto)\b/i;

function scoreUnits(item: Evidence, n: number, ask: AskedPart, isBest: boolean): Scored[] {
  const title = new Set(tokenize(item.title));
  const heading = new Set(tokenize(item.heading));
  const wanted = ask.terms.map(([term, weight]) => [term, title.has(term) ? weight * TITLE_SHARE : weight] as const);
  return unitsOf(item.text).map((unit, at): Scored => {
    const words = new Set(tokenize(unit.text));
    let sum = 0;
    for (const [term, weight] of wanted) {
      const here = words.has(term) ? 1 : nearest(term, words);
      sum += weight * Math.max(here, heading.has(term) ? 0.5 : 0);
    }
    const length = words.size / Math.sqrt(Math.max(words.size, 8));
    const shape = NUMBER_ASKED.test(ask.text) && /\d/.test(unit.text) ? 1.2 : 1;
    const score = (sum / Math.sqrt(Math.max(length, 1)) + (at === 0 ? 0.02 : 0)) * shape * (isBest ? 1.15 : 1);
    return { ...unit, n, at, order: at, score };
  });
}

const NUMBER_ASKED =
  /\b(how (much|many|long|often|big|heavy|late|soon)|when|until|price|cost|fee|limit|deadline|wie (viel|lange|oft)|wann|kostet|combien|quand|cuánto|cuanto|cuándo|quanto|quando|hoeveel|hoe lang|wanneer)\b|いくら|何日|いつ|何時/iu;

function nearest(term: string, words: Set<string>): number {
  let best = 0;
  for (const word of words) best = Math.max(best, (similarity(term, word) - 0.6) / 0.4);
  return best * 0.7;
}

function hasSteps(units: Scored[], n: number): boolean {
  return units.some((unit) => unit.n === n && unit.kind === 'step');
}

/** The steps of the passage that fits best, whole and in order, after the sentence that leads to them. */
function stepsNear(units: Scored[], first: Scored, said: Set<string>): string {
  const inPassage = units.filter(({ n }) => n === first.n);
  const blocks = new Set(inPassage.filter(({ kind }) => kind === 'step').map(({ block }) => block));
  const block = first.kind === 'step' ? first.block : [...blocks].sort((a, b) => sum(b) - sum(a))[0];
  const steps = inPassage.filter((unit) => unit.kind === 'step' && unit.block === block);
  if (steps.length < 2 || steps.length > MOST_STEPS || steps.every(({ text }) => said.has(text))) return '';
  const lead = inPassage.filter((unit) => unit.kind === 'sentence' && unit.block === (block ?? 0) - 1).at(-1);
  const lines = write(steps, said);
  return lead && /:[*_]*$/.test(lead.text) ? `${mark(lead)}\n\n${lines}` : lines;

  function sum(of: number): number {
    return inPassage.filter((unit) => unit.block === of).reduce((total, { score }) => total + score, 0);
  }
}

/** Sentences run on; list items stand on lines of their own, with an empty line where the one follows the other. */
function write(units: Scored[], said: Set<string>): string {
  let text = '';
  let before: Scored | null = null;
  for (const unit of units) {
    said.add(unit.text);
    const listed = unit.kind !== 'sentence';
    const wasListed = before !== null && before.kind !== 'sentence';
    text += before === null ? '' : listed && wasListed ? '\n' : listed || wasListed ? '\n\n' : ' ';
    text += mark(unit);
    before = unit;
  }
  return text;
}

function mark({ text, n }: Scored): string {
  return `${text} [${n}]`;
}
