// From a solved conversation to what others may be told: our team's words without anything that was this customer's alone, and the vocabulary of the
// question. Pure, and it fails closed: in doubt there is no source.
import { asksOf } from '#lib/ai/asks.ts';
import { type Unit, unitsOf } from '#lib/ai/draft/sentences.ts';
import { findInjection, withoutPlanted } from '#lib/ai/triage/injection.ts';
import { needsNoReply } from '#lib/ai/triage/no-reply.ts';
import { PROMISES } from '#lib/ai/verify/promises.ts';
import { numbersOf } from '#lib/ai/verify/quantities.ts';
import { rarity } from '#lib/ai/words.ts';
import { fold, tokenize } from '#lib/knowledge/tokens.ts';
import { personalIn } from '#lib/lessons/personal.ts';
import { datesOf } from '#lib/lessons/words.ts';
import { GREETED, isAboutOne, isPolite, SIGNED, THAT_DAY } from './frame.ts';
import { ADDRESS, addressesIn, type PublicWords, wordsOf } from './public-words.ts';

export type SaidMessage = {
  id: number;
  kind: 'inbound' | 'outbound';
  /** A person of our team wrote it, or changed what the AI had drafted. */
  byPerson: boolean;
  automatic: boolean;
  body: string;
  subject: string;
  hiddenText: string;
};

export type SolvedConversation = {
  subject: string;
  /** Oldest first, notes left out; ours only once they have left. */
  messages: SaidMessage[];
  /** Names of the customer, of everybody who wrote or was written to, and of ours. */
  people: string[];
  companies: string[];
  /** Of theirs: e-mail addresses. */
  addresses: string[];
  /** The customer said that it is solved. */
  saidSolved: boolean;
};

/**
 * no_person: the AI alone answered, or its unchanged draft, which the help center says already. not_solved: the customer had the last word.
 * instructions: a mail in it talks to the AI. personal: what cannot be parted from this customer. no_question, no_answer: too little is left.
 */
export type Unfit = 'no_person' | 'not_solved' | 'instructions' | 'personal' | 'no_question' | 'no_answer';
export type Distilled = { answer: string; terms: string[]; replyId: number } | { unfit: Unfit };

const LONGEST = 1500;
const FEWEST_WORDS = 4;
const FEWEST_ANSWERED = 3;
const FEWEST_TERMS = 2;
/** Rarer words than these say what a question is about. */
const EVERYDAY = 0.3;
const MOST_TERMS = 40;
/** This many of the customer's words in a row are theirs, not ours. */
const RUN = 5;

export function distil(conversation: SolvedConversation, known: PublicWords): Distilled {
  const { messages, subject } = conversation;
  const theirs = messages.filter(({ kind }) => kind === 'inbound');
  const at = messages.findLastIndex(({ kind }) => kind === 'outbound');
  const reply = messages[at];
  if (!reply?.byPerson) return { unfit: 'no_person' };
  const after = messages.slice(at + 1).filter(({ automatic }) => !automatic);
  if (!conversation.saidSolved && after.some((one) => needsNoReply(one.subject, one.body) === null))
    return { unfit: 'not_solved' };
  // Nothing that stood beside such words is passed on.
  if ([subject, ...theirs.flatMap((one) => [one.subject, one.body])].some((text) => findInjection(text).found))
    return { unfit: 'instructions' };
  if (theirs.some(({ hiddenText }) => hiddenText.trim() !== '')) return { unfit: 'instructions' };
  const terms = termsOf(questionsBefore(messages, at), conversation, known);
  if (terms.length < FEWEST_TERMS) return { unfit: 'no_question' };
  const answer = answerOf(
    reply.body,
    { ...conversation, terms, theirs: [subject, ...theirs.map(({ body }) => body)] },
    known,
  );
  return typeof answer === 'string' ? { answer, terms, replyId: reply.id } : answer;
}

/** What they wrote since our last word; with what came before, where that says too little by itself. */
function questionsBefore(messages: SaidMessage[], at: number): string {
  const before = messages.slice(0, at).filter(({ kind, automatic }) => kind === 'outbound' || !automatic);
  const last = before.findLastIndex(({ kind }) => kind === 'outbound');
  const asked = (list: SaidMessage[]) =>
    list
      .filter(({ kind }) => kind === 'inbound')
      .map(({ body }) => withoutPlanted(body))
      .join('\n');
  const since = asksOf(asked(before.slice(last + 1))).join('\n');
  return new Set(tokenize(since)).size >= FEWEST_WORDS ? since : asksOf(asked(before)).join('\n');
}

/** Vocabulary only: stems that the help center or a dictionary has. No name of theirs, no number, nothing written like a name. */
function termsOf(question: string, conversation: SolvedConversation, known: PublicWords): string[] {
  const theirs = new Set(namesOf(conversation).flatMap(tokenize));
  const named = new Set(
    tokenize(
      capitalised(question)
        .filter((name) => !known.words.has(fold(name)))
        .join(' '),
    ),
  );
  const stems = tokenize(question.replace(ADDRESS, ' ')).filter(
    (stem) =>
      stem.length > 1 &&
      !/\d/.test(stem) &&
      !theirs.has(stem) &&
      !named.has(stem) &&
      (known.stems.has(stem) || rarity(stem) < 1),
  );
  return [...new Set(stems)].sort().slice(0, MOST_TERMS);
}

type Source = SolvedConversation & { theirs: string[]; terms: string[] };

/** All of it but greeting, thanks and signature, or nothing: what is left of an answer without a sentence of it says something else. */
function answerOf(body: string, source: Source, known: PublicWords): string | { unfit: Unfit } {
  const units = unitsOf(ourWords(body, source.people));
  const says = (unit: Unit) => unit.kind !== 'sentence' || !isPolite(unit.text);
  const kept = units.slice(units.findIndex(says), units.findLastIndex(says) + 1);
  if (kept.some((unit) => isTheirs(unit, source, known))) return { unfit: 'personal' };
  const answer = joined(kept);
  // Without a word of what was asked ("I am afraid we cannot do that") it cannot be read alone.
  if (!tokenize(answer).some((stem) => rarity(stem) > EVERYDAY && source.terms.includes(stem)))
    return { unfit: 'no_answer' };
  if (tokenize(answer).length < FEWEST_ANSWERED || answer.length > LONGEST) return { unfit: 'no_answer' };
  // What is written like an order to a machine, our people were made to quote. The small model takes "Open… choose…" for one.
  if (findInjection(answer).kinds.some((kind) => kind !== 'model')) return { unfit: 'instructions' };
  const { people, companies } = source;
  if (personalIn(answer, { people, companies, allowed: known.addresses }).some((kind) => kind !== 'number'))
    return { unfit: 'personal' };
  return answer;
}

/** Without what was quoted, the greeting, and the signature with all that follows. */
function ourWords(body: string, people: string[]): string {
  const lines = body
    .replace(/<[^>]{1,400}>/g, ' ')
    .split('\n')
    .filter((line) => !/^\s*>/.test(line));
  const names = new Set(people.flatMap(wordsOf));
  const isName = (line: string) => wordsOf(line).length > 0 && wordsOf(line).every((word) => names.has(word));
  const signed = lines.findIndex((line, at) => at > 0 && (SIGNED.test(fold(line)) || isName(line)));
  const text = (signed < 0 ? lines : lines.slice(0, signed)).join('\n').trim();
  const greeting = GREETED.exec(fold(text))?.[0] ?? '';
  // Folding may change how many characters there are: cut by what stands there, not by a count.
  const rest = greeting ? text.slice(lengthOf(text, greeting.length)).trimStart() : text;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function lengthOf(text: string, folded: number): number {
  let at = 0;
  while (at < text.length && fold(text.slice(0, at)).length < folded) at++;
  return at;
}

/** Names, numbers, days and deeds of this customer, words that they wrote, and any word that nobody can vouch for. */
function isTheirs({ text }: Unit, source: Source, known: PublicWords): boolean {
  const folded = fold(text);
  const bare = text.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '');
  return (
    isAboutOne(text) ||
    THAT_DAY.test(folded) ||
    PROMISES.some(({ pattern }) => pattern.test(folded)) ||
    addressesIn(text).some((address) => !known.addresses.has(address)) ||
    [...numbersOf(bare)].some((number) => !known.numbers.has(number)) ||
    codes(bare).some((code) => !known.words.has(code)) ||
    datesOf(folded).some((day) => !known.words.has(day)) ||
    named(bare, source, known) ||
    copied(bare, source.theirs) ||
    unknown(bare, known)
  );
}

/** Letters and digits in one: order numbers, IBANs, coupon codes. */
function codes(text: string): string[] {
  return wordsOf(text).filter((word) => /\d/.test(word) && /\p{L}/u.test(word));
}

function named(text: string, source: SolvedConversation, known: PublicWords): boolean {
  const words = new Set(wordsOf(text));
  const written = new Set(text.match(/[\p{L}\p{N}]+/gu));
  // A name that is also a word ("Will", "Price") counts as it is written; any other one in whatever case.
  if (namesOf(source).some((name) => written.has(name) || (!isWord(fold(name)) && words.has(fold(name))))) return true;
  return capitalised(text).some((name) => !known.words.has(fold(name)));
}

/** A word in it may be a name, or is one that nobody can vouch for. */
export function hasStrangers(text: string, known: PublicWords): boolean {
  return strangeWords(text, known).length > 0 || capitalised(text).some((name) => !known.words.has(fold(name)));
}

/** Words that begin with a capital where the language does not ask for one. */
function capitalised(text: string): string[] {
  return text
    .split(/(?<=[.!?:;…])\s+|\n+|["“„«(]/u)
    .flatMap(
      (part) => part.replace(/^\W*[\p{L}\p{N}'’]+/u, '').match(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’-]*/gu) ?? [],
    )
    .flatMap((name) => name.replace(/['’].*$/, '').split('-'))
    .filter((name) => name.length > 1);
}

/** Word by word, as they are written. "info" and "shop" of an address are nobody's names. */
function namesOf({ people, companies, addresses }: SolvedConversation): string[] {
  const parts = (texts: string[]) => texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []);
  const ofAddresses = parts(addresses).filter((part) => !isWord(fold(part)));
  return [...new Set([...parts([...people, ...companies]), ...ofAddresses])].filter((name) => name.length > 2);
}

function isWord(word: string): boolean {
  const stem = tokenize(word)[0];
  return stem === undefined || rarity(stem) < 1;
}

function copied(text: string, theirs: string[]): boolean {
  const said = wordsOf(text);
  const customer = theirs.map((one) => ` ${wordsOf(one).join(' ')} `);
  return said.some((_, at) => {
    const run = said.slice(at, at + RUN);
    return run.length === RUN && customer.some((one) => one.includes(` ${run.join(' ')} `));
  });
}

/** A word that nobody can vouch for may be a name, however it is written. */
function unknown(text: string, known: PublicWords): boolean {
  return strangeWords(text, known).some((word) => !known.common?.has(word));
}

/** Words that neither the help center nor a dictionary has. */
export function strangeWords(text: string, known: PublicWords): string[] {
  return wordsOf(text).filter(
    (word) => !known.words.has(word) && tokenize(word).some((stem) => !known.stems.has(stem) && rarity(stem) === 1),
  );
}

/** Sentences of one paragraph run on, items stand on lines of their own. */
function joined(units: Unit[]): string {
  let text = '';
  let before: Unit | null = null;
  for (const unit of units) {
    if (before)
      text +=
        unit.block !== before.block ? '\n\n' : unit.kind === 'sentence' && before.kind === 'sentence' ? ' ' : '\n';
    text += unit.text;
    before = unit;
  }
  return text.trim();
}
