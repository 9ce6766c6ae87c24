// The built-in answerer: quotes the help center instead of writing. Each thing asked gets the lines that fit it best and can be read alone,
// or the steps where it asks how; what the help center hardly touches is left open.
import { tokenize } from '#lib/knowledge/tokens.ts';
import { type AskedPart, type Evidence, HARDLY_COVERED, type Judgement } from '../types.ts';
import { similarity } from '../words.ts';
import { type Unit, unitsOf } from './sentences.ts';
import { pickWindows, type Weighed } from './window.ts';

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
const MOST_QUOTATIONS = 2;
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
  /** Of the help center: what people answered before speaks only to the ask that it was found for. */
  const own = usable.filter(({ solvedId }) => solvedId === undefined);
  const covered = answerable + partly >= LEAST_COVERED;
  if (usable.length === 0 || (!covered && asks.every(({ solvedId }) => solvedId === undefined))) return NOTHING;
  const several = asks.length > 1;
  const open: number[] = [];
  const parts: string[] = [];
  const said = new Set<string>();
  asks.forEach((ask, at) => {
    const before = usable.findIndex(({ id }) => id === ask.solvedId);
    if (before >= 0 && parts.length < MOST_ANSWERED) {
      const part = quoteWhole(usable[before], before + 1, said);
      if (part) parts.push(part);
      return;
    }
    if (several && !covered) {
      open.push(at);
      return;
    }
    if (several && (ask.coverage < HARDLY_COVERED || parts.length >= MOST_ANSWERED)) {
      open.push(at);
      return;
    }
    const best = namedFor(ask, own) ?? own.find(({ id }) => id === ask.passageId) ?? own[0];
    const part = best ? quote(best, usable, ask, several ? MOST_EACH : MOST_QUOTATIONS, said) : '';
    if (part) parts.push(part);
  });
  if (parts.length === 0) {
    const [best] = own;
    const [first] = asks;
    const part = best && first ? quote(best, usable, first, MOST_EACH, said) : '';
    return part ? { kind: 'reply', answer: part, open: [] } : NOTHING;
  }
  return { kind: 'reply', answer: parts.join('\n\n'), open };
}

/** What a person answered was an answer: all of it, or what follows would say something else. */
function quoteWhole(item: Evidence | undefined, n: number, said: Set<string>): string {
  const units = unitsOf(item?.text ?? '').filter(({ text }) => !said.has(text));
  return write(
    units.map((unit, order) => ({ ...unit, n, order, held: [] })),
    said,
  );
}

/** A source that is nearly as good and has a section about just that, where the best one has none. */
function namedFor(ask: AskedPart, usable: Evidence[]): Evidence | undefined {
  const kind = kindOf(ask);
  const found = usable.find(({ id }) => id === ask.passageId);
  if (!kind?.heads || !found) return undefined;
  const { heads, answers } = kind;
  return usable.find(
    ({ heading, text, source, score }) =>
      heads.test(heading) && answers.test(text) && (source === found.source || score >= NEARLY_AS_GOOD * found.score),
  );
}

const NEARLY_AS_GOOD = 0.75;

const kindOf = (ask: AskedPart) => ASKED_KINDS.find(({ asks }) => asks.test(ask.text));

type Scored = Weighed & { score: number };

/** @param said units already quoted for another ask. Empty when there is nothing new to say. */
function quote(best: Evidence, evidence: Evidence[], ask: AskedPart, most: number, said: Set<string>): string {
  const units = evidence.flatMap((item, position) =>
    item.source === best.source ? weigh(item, position + 1, ask) : [],
  );
  const fresh = units.filter(({ text }) => !said.has(text));
  const first = [...fresh].sort((a, b) => b.score - a.score || a.order - b.order)[0];
  if (!first) return '';
  if (HOW.test(ask.text) && hasSteps(units, first.n)) {
    const steps = stepsNear(units, first, said);
    if (steps) return steps;
  }
  const kind = kindOf(ask);
  const wanted = {
    weights: ask.terms.map(([, weight]) => weight),
    kind: kind?.answers ?? null,
    named: evidence.flatMap(({ heading }, at) => (kind?.heads?.test(heading) ? [at + 1] : [])),
    heads: kind?.heads ?? null,
    best: evidence.indexOf(best) + 1,
  };
  return write(pickWindows(fresh, wanted, most), said);
}

const HOW =
  /\b(how (do|can|to|should|would|does|am)|steps|wie (kann|mache|richte|geht|ändere|drucke)|comment|cómo|como (faço|puedo|posso)|hoe|come (posso|si|faccio))\b|方法|やり方|どうすれば|どのように/iu;

/** Asked how long, how much or how many, an answer has a time, a sum or a number in it. */
const TIME =
  /\b(\d+|one|two|three|a few|same|next)\W{0,4}(business |working |calendar )?(second|minute|hour|day|week|month|year)s?\b|\b\d{1,2}:\d{2}\b|\b\d+ ?(Tagen?|Stunden|Wochen|jours?|heures|días?|horas|giorni|dagen|uur)\b|\d+ ?(日|時間|分)|immediately|at once/iu;

/** `heads`: what a section about it is called. */
const ASKED_KINDS: { asks: RegExp; answers: RegExp; heads?: RegExp }[] = [
  {
    asks: /\b(how (long|many (days|weeks|hours|months)|much time) (do|does|did|can|may|will|would|have|has) (i|we|you|they|my|our|a|the customer) (have|still|get)\b|how (long|many (days|weeks|hours|months)) (have|has) (i|we) (got|to)\b|until when|by when|deadline|too late|time limit|wie lange habe|bis wann|jusqu.à quand|hasta cuándo|entro quando|tot wanneer|até quando)|いつまで/iu,
    answers: TIME,
    heads:
      /\b(time limits?|deadlines?|how long|until when|window|frist\p{L}*|délais?|plazos?|scadenz\p{L}*|termijn\p{L}*|prazos?)(?!\p{L})|期限/iu,
  },
  {
    asks: /\b(how (long|soon|late|often|fast|quickly)|when|until|deadline|wie lange|wie oft|(bis )?wann|combien de temps|quand|cuándo|cuánto tiempo|quanto tempo|quando|hoe lang|hoelang|wanneer)\b|何日|いつ|何時/iu,
    answers: TIME,
  },
  {
    asks: /\b(how much|price|cost|costs|fee|charge[ds]?|expensive|kostet|kosten|preis|combien|prix|cuánto|precio|quanto|prezzo|hoeveel kost)\b|いくら/iu,
    answers: /[€$£¥%]|\b(free|no charge|EUR|USD|GBP|kostenlos|gratuit|gratis)\b/iu,
    heads:
      /\b(prices?|pricing|costs?|fees?|charges?|how much|kosten|preise?|prix|tarifs?|precios?|prezzi|preços?)\b|料金/iu,
  },
  {
    asks: /\b(how many|how (big|large|heavy)|limit|maximum|minimum|max|wie viele|combien de|cuántos|quanti|hoeveel)\b|何(個|枚|件)/iu,
    answers: /\d|\b(one|two|three|four|five|unlimited|no limit)\b/iu,
    heads: /\b(limits?|maximum|how many|sizes?|grenzen|limites?|límites?|limiti)\b|上限/iu,
  },
];

function weigh(item: Evidence, n: number, ask: AskedPart): Scored[] {
  const title = new Set(tokenize(item.title));
  const heading = new Set(tokenize(item.heading));
  return withLead(unitsOf(item.text), item.heading).map((unit, order): Scored => {
    const words = new Set(tokenize(unit.text));
    const held = ask.terms.map(([term]) => {
      const here = words.has(term) ? 1 : nearest(term, words);
      return Math.max(here, heading.has(term) ? 0.5 : 0) * (title.has(term) ? TITLE_SHARE : 1);
    });
    const sum = ask.terms.reduce((total, [, weight], at) => total + weight * (held[at] ?? 0), 0);
    const length = words.size / Math.sqrt(Math.max(words.size, 8));
    return { ...unit, n, order, held, score: sum / Math.sqrt(Math.max(length, 1)) };
  });
}

/** A list right under a heading is led by it: "cancelling a pickup" alone does not say that a void does not do it. */
function withLead(units: Unit[], heading: string): Unit[] {
  const [first] = units;
  if (first?.kind !== 'item' || !heading) return units;
  const lead = (heading.split(' > ').at(-1) ?? '').replace(/[\s:.…]+$/, '');
  return [{ text: `**${lead}:**`, kind: 'sentence', block: first.block }, ...units];
}

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
function write(units: Weighed[], said: Set<string>): string {
  let text = '';
  let before: Weighed | null = null;
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

function mark({ text, n }: Weighed): string {
  return `${text} [${n}]`;
}
