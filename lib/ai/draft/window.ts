// Picks what to quote: neighbouring pieces of one passage that can be read alone. Single sentences torn out of an article mislead: "Later voids
// return the postage only" is no answer without what came before it. Pure.
import type { Unit } from './sentences.ts';

/** `held`: how well it speaks of each wanted term, 0 to 1. `n`: its passage, from 1. `order`: its place in it. */
export type Weighed = Unit & { n: number; order: number; held: number[] };
export type Wanted = {
  /** How telling each term is. */
  weights: number[];
  /** What an answer of the asked kind has in it: a time, a sum, a number; null when anything may answer. */
  kind: RegExp | null;
  /** Passages whose heading says that they are about just that. */
  named: number[];
  /** What such a heading says; a line that begins with it ("Price: …") is as good. */
  heads: RegExp | null;
  /** The passage that speaks to this ask best. */
  best: number;
};

const LONGEST = 600;
const LONGEST_LIST = 7;
const KIND_BONUS = 0.3;
const NAMED_BONUS = 0.4;
const BEST_BONUS = 0.15;
/** What a full-length quotation must hold more than a very short one. */
const LENGTH_COST = 0.05;
/** A second quotation has to add this much. */
const WORTH_ADDING = 0.08;

/** One quotation, or two where the second adds something; in the order of the article. */
export function pickWindows(units: Weighed[], wanted: Wanted, most: number, longest = LONGEST): Weighed[] {
  const pieces = piecesOf(units);
  const chosen: Weighed[] = [];
  let held = wanted.weights.map(() => 0);
  let kindFound = false;
  for (let round = 0; round < most; round++) {
    const left = { ...wanted, kind: kindFound ? null : wanted.kind };
    const room = longest * (round === 0 ? 1 : 0.7);
    const best = bestWindow(pieces, left, held, chosen, room);
    if (!best || (round > 0 && best.gain < WORTH_ADDING)) break;
    chosen.push(...best.units);
    held = held.map((value, at) => Math.max(value, ...best.units.map((unit) => unit.held[at] ?? 0)));
    kindFound ||= wanted.kind?.test(textOf(best.units)) ?? true;
    // The section about just that, with the time or sum that was asked for: there is nothing to add.
    if (kindFound && isNamed(best.units, wanted)) break;
  }
  return chosen.sort((a, b) => a.n - b.n || a.order - b.order);
}

type Piece = { units: Weighed[]; leans: boolean; pullsNext: boolean };

/** Lists stay whole with the line that leads to them; what begins with "It…" leans on what stands before; what ends in a colon pulls what follows. */
function piecesOf(units: Weighed[]): Piece[] {
  const pieces: Piece[] = [];
  for (const unit of units) {
    const last = pieces.at(-1);
    const before = last?.units.at(-1);
    const inList = before && before.n === unit.n && before.kind === unit.kind && unit.kind !== 'sentence';
    if (last && inList && unit.kind !== 'row' && before.block === unit.block) last.units.push(unit);
    else if (last && before && before.n === unit.n && unit.kind === 'item' && /:[*_]*$/.test(before.text))
      last.units.push(unit);
    else
      pieces.push({
        units: [unit],
        leans: REFERS.test(unit.text) || QUALIFIES.test(unit.text),
        pullsNext: /[?:][*_]*$/.test(unit.text) || isRunIn(unit),
      });
  }
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1]?.units[0];
    if (next && next.n === piece.units[0]?.n && QUALIFIES.test(next.text)) piece.pullsNext = true;
    if (piece.units.length > 1) piece.pullsNext = piece.pullsNext && /:[*_]*$/.test(piece.units.at(-1)?.text ?? '');
  }
  return pieces;
}

function bestWindow(pieces: Piece[], wanted: Wanted, held: number[], taken: Weighed[], longest: number) {
  const total = wanted.weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let best: { units: Weighed[]; score: number; gain: number } | null = null;
  for (let from = 0; from < pieces.length; from++) {
    const first = pieces[from];
    if (!first || (first.leans && samePassage(first, pieces[from - 1]))) continue;
    const units: Weighed[] = [];
    for (let to = from; to < pieces.length; to++) {
      const piece = pieces[to];
      if (!piece || !samePassage(piece, first)) break;
      if (piece.units.some((unit) => taken.includes(unit))) break;
      units.push(...shortened(piece.units, wanted));
      const length = textOf(units).length;
      if (length > longest && to > from) break;
      if (piece.pullsNext && samePassage(piece, pieces[to + 1]) && length < longest) continue;
      const gain =
        wanted.weights.reduce(
          (sum, weight, at) =>
            sum + weight * Math.max(0, Math.max(...units.map((unit) => unit.held[at] ?? 0)) - (held[at] ?? 0)),
          0,
        ) /
          total +
        (wanted.kind?.test(textOf(units)) ? KIND_BONUS + (isNamed(units, wanted) ? NAMED_BONUS : 0) : 0);
      const score = gain + (first.units[0]?.n === wanted.best ? BEST_BONUS : 0) - (LENGTH_COST * length) / LONGEST;
      if (!best || score > best.score) best = { units: [...units], score, gain };
    }
  }
  return best;
}

/** A long list is cut to its lead and what speaks to the question; steps stay whole. */
function shortened(units: Weighed[], { weights }: Wanted): Weighed[] {
  if (units.length <= LONGEST_LIST || units.some(({ kind }) => kind === 'step')) return units;
  const weight = ({ held }: Weighed) => held.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
  const items = units.filter(({ kind }) => kind !== 'sentence');
  const kept = new Set([...items].sort((a, b) => weight(b) - weight(a)).slice(0, 3));
  return units.filter((unit) => unit.kind === 'sentence' || kept.has(unit));
}

function isNamed(units: Weighed[], { named, heads, kind }: Wanted): boolean {
  if (named.includes(units[0]?.n ?? 0)) return true;
  return units.some(({ text }) => {
    const label = LABEL.exec(text)?.[1];
    return label !== undefined && heads?.test(label) && kind?.test(text);
  });
}

/** "- **Price:** 0.9 % …" */
const LABEL = /^[-*\s]*([^:.!?]{1,30}):/;

/** "**Pale or stripy barcode.**" is the heading of what follows on the same line. */
const isRunIn = ({ kind, text }: Weighed) => kind === 'sentence' && /^\*\*[^*]{1,80}\*\*$/.test(text.trim());
const samePassage = (a: Piece, b: Piece | undefined) => b !== undefined && a.units[0]?.n === b.units[0]?.n;
const textOf = (units: Weighed[]) => units.map(({ text }) => text).join(' ');

/** Says nothing without what stands before it. */
const REFERS =
  /^(\W*)(it|its|they|their|them|these|this|that|those|such|both|either|neither|the same|the other|in that case|otherwise|then|until then|after that|before that|later|afterwards|instead|also|so|but|and|or|however|still|sie|es|dies\p{L}*|danach|sonst|aber|cela|ils|sinon|esto|eso|si no|questo|altrimenti|dit|anders)(?!\p{L})/iu;
/** Takes back a part of what stands before it: leaving it out would say too much. */
const QUALIFIES =
  /^(\W*)(otherwise|however|but|except|unless|if not|after that|only|two exceptions|one exception|exceptions?|not (if|for|when)|sonst|aber|außer|sinon|sauf|excepto|salvo|altrimenti|behalve)(?!\p{L})/iu;
