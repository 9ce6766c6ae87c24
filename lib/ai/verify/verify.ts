// Fourth stage: every sentence of the answer against the passage it cites. In code, so that no text can talk it out of it.

import type { Claim } from '#db/schema/ai.ts';
import { fold, tokenize } from '#lib/knowledge/tokens.ts';
import type { Ask, Draft, Evidence, ProblemCode, Verification } from '../types.ts';
import { claimsOf, type SaidClaim, sentencesOf, spanAmong } from './claims.ts';
import { strangeDate, strangeName, strangeStep, turnedRound } from './meaning.ts';
import { PROMISES } from './promises.ts';
import { numbersOf, wrongUnit } from './quantities.ts';

export type VerifyInput = {
  draft: Pick<Draft, 'kind' | 'answer' | 'body' | 'citations' | 'language'>;
  evidence: Evidence[];
  ask: Pick<Ask, 'subject' | 'text'>;
  /** Hosts that links may lead to, e.g. the portal's. */
  allowedHosts: string[];
};

/** Frame words (greeting, closing) are ours and not claims; the links and addresses of the whole body are checked all the same. */
export function verify({ draft, evidence, ask, allowedHosts }: VerifyInput): Verification {
  if (draft.kind !== 'reply') return { claims: [], problems: [] };
  const problems: Verification['problems'] = [];
  const sourceOf = new Map(
    draft.citations.map((citation) => [citation.n, evidence.find((item) => item.id === citation.passageId)]),
  );
  const read = new Map([...sourceOf.values()].map((source) => [source, sentencesOf(source?.text ?? '')]));
  const customer = `${ask.subject}\n${ask.text}`;
  const all = claimsOf(draft.answer);
  const claims = all.slice(0, MOST_CLAIMS).map((said): Claim => {
    const sources = said.cited.flatMap((n) => sourceOf.get(n) ?? []);
    const span = sources
      .map((source) => spanAmong(said.text, read.get(source) ?? []))
      .sort((a, b) => (b?.share ?? 0) - (a?.share ?? 0))[0];
    const facts: Facts = {
      text: sources.map(sourceText).join('\n'),
      language: sources.find(({ language }) => language === draft.language)?.language ?? null,
      span: span ?? null,
    };
    const problem =
      sources.length > 0
        ? checkClaim(said, facts, allowedHosts, customer)
        : fromCustomer(said.text, customer)
          ? 'repeats_customer'
          : factual(said.text)
            ? 'no_source'
            : null;
    if (problem) problems.push({ code: problem, text: said.text });
    return {
      text: said.text,
      citation: said.cited[0] ?? null,
      supported: problem === null,
      ...(span ? { span: span.text } : {}),
      ...(problem ? { problem } : {}),
    };
  });
  const unread = all[MOST_CLAIMS];
  if (unread) {
    problems.push({ code: 'not_in_source', text: unread.text });
    claims.push({ text: unread.text, citation: null, supported: false, problem: 'not_in_source' });
  }
  const everything = [...sourceOf.values()].map((source) => (source ? sourceText(source) : '')).join('\n');
  for (const link of linksOf(draft.body)) {
    if (!allowed(link, allowedHosts) && !everything.includes(link)) problems.push({ code: 'foreign_link', text: link });
  }
  for (const address of draft.body.match(ADDRESS) ?? []) {
    if (!fold(everything).includes(fold(address))) problems.push({ code: 'foreign_address', text: address });
  }
  return { claims, problems };
}

/** No reply needs more sentences; what comes after them is not read, and so not sent. */
const MOST_CLAIMS = 60;

type Facts = { text: string; language: string | null; span: { text: string; share: number } | null };

function checkClaim({ text, step }: SaidClaim, facts: Facts, hosts: string[], customer: string): ProblemCode | null {
  const evidence = facts.text;
  for (const link of linksOf(text))
    if (!allowed(link, hosts) && !evidence.includes(link))
      return customer.includes(link) ? 'repeats_customer' : 'foreign_link';
  for (const address of text.match(ADDRESS) ?? [])
    if (!fold(evidence).includes(fold(address)))
      return fold(customer).includes(fold(address)) ? 'repeats_customer' : 'foreign_address';
  const known = numbersOf(evidence);
  for (const number of numbersOf(text))
    if (!known.has(number)) return numbersOf(customer).has(number) ? 'repeats_customer' : 'not_in_source';
  for (const { pattern } of PROMISES) if (pattern.test(fold(text)) && !pattern.test(fold(evidence))) return 'promise';
  if (verbatim(text, evidence)) return null;
  if (wrongUnit(text, evidence) || strangeStep(text, evidence)) return 'not_in_source';
  if (facts.language === null) return null;
  if (fromCustomer(text, customer) && unrelated(text, evidence, FROM_CUSTOMER)) return 'repeats_customer';
  if (strangeDate(text, evidence) || strangeName(text, evidence, facts.language)) return 'not_in_source';
  if (facts.span && facts.span.share >= SAME && turnedRound(text, facts.span.text)) return 'not_in_source';
  return unrelated(text, evidence, step ? STEP : PROSE) ? 'not_in_source' : null;
}

/** Share of a claim's words that its source must hold: a sentence may be put in other words, a step less so. */
const PROSE = 0.3;
const STEP = 0.5;
const FROM_CUSTOMER = 0.6;
/** Above this share a claim says the same as one sentence of the source, so yes and no must agree. */
const SAME = 0.6;

/** In the passage's own language, a claim that shares hardly a word with what it cites is not from there. */
function unrelated(text: string, evidence: string, least: number): boolean {
  const terms = [...new Set(tokenize(text))].filter((term) => term.length > 2 && !/\d/.test(term));
  if (terms.length < 4) return false;
  const known = new Set(tokenize(evidence));
  return terms.filter((term) => known.has(term)).length / terms.length < least;
}

/** Word for word in the source: nothing in it can mean something else. */
function verbatim(text: string, evidence: string): boolean {
  return ` ${words(evidence).join(' ')} `.includes(` ${words(text).join(' ')} `);
}

/** Four words in a row as the customer wrote them: their claim, not ours ("your manager already approved…"). */
function fromCustomer(text: string, customer: string): boolean {
  const said = words(text);
  if (tokenize(text).length < 3) return false;
  const theirs = ` ${words(customer).join(' ')} `;
  return said.some((_, at) => at + RUN <= said.length && theirs.includes(` ${said.slice(at, at + RUN).join(' ')} `));
}

const RUN = 4;

function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function sourceText(source: Evidence): string {
  return `${source.title}\n${source.heading}\n${source.text}`;
}

const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
const ADDRESS_ONE = /[\w.+-]+@[\w-]+\.\w+/;

/** Short connecting sentences ("You can do this in two ways:") need no source; anything with a number, link or five content words does. */
function factual(text: string): boolean {
  if (linksOf(text).length > 0 || ADDRESS_ONE.test(text) || numbersOf(text).size > 0) return true;
  if (PROMISES.some(({ pattern }) => pattern.test(fold(text)))) return true;
  return !/[:?]$/.test(text) && tokenize(text).length >= 5;
}

const LINK = /\b(?:https?:\/\/|hxxps?:\/\/|www\.)[^\s)\]>"'*]+|\]\(\s*[a-z][a-z0-9+.-]*:[^)\s]+/gi;

function linksOf(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(/^\]\(\s*/, '').replace(/[.,;:!?]+$/, ''));
}

function allowed(link: string, hosts: string[]): boolean {
  const url = URL.canParse(link) ? new URL(link) : URL.canParse(`https://${link}`) ? new URL(`https://${link}`) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && hosts.includes(url.host);
}
