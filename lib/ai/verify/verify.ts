// Fourth stage: every sentence of the answer against the passage it cites. In code, so that no text can talk it out of it.

import type { Claim } from '#db/schema/ai.ts';
import { fold, tokenize } from '#lib/knowledge/tokens.ts';
import { sentences } from '../draft/extract.ts';
import type { Ask, Draft, Evidence, ProblemCode, Verification } from '../types.ts';
import { PROMISES } from './promises.ts';

export type VerifyInput = {
  draft: Pick<Draft, 'kind' | 'answer' | 'body' | 'citations' | 'language'>;
  evidence: Evidence[];
  ask: Pick<Ask, 'subject' | 'text'>;
  /** Hosts that links may lead to, e.g. the portal's. */
  allowedHosts: string[];
};

/** Frame words (greeting, closing) are ours and not claims; the links of the whole body are checked all the same. */
export function verify({ draft, evidence, ask, allowedHosts }: VerifyInput): Verification {
  if (draft.kind !== 'reply') return { claims: [], problems: [] };
  const problems: Verification['problems'] = [];
  const sourceOf = new Map(
    draft.citations.map((citation) => [citation.n, evidence.find((item) => item.id === citation.passageId)]),
  );
  const customer = `${ask.subject}\n${ask.text}`;
  const claims = claimsOf(draft.answer).map(({ text, cited }): Claim => {
    const sources = cited.flatMap((n) => sourceOf.get(n) ?? []);
    const facts = {
      text: sources.map(sourceText).join('\n'),
      sameLanguage: sources.some(({ language }) => language === draft.language),
    };
    const problem =
      sources.length > 0 ? checkClaim(text, facts, allowedHosts, customer) : factual(text) ? 'no_source' : null;
    if (problem) problems.push({ code: problem, text });
    return { text, citation: cited[0] ?? null, supported: problem === null, ...(problem ? { problem } : {}) };
  });
  const everything = [...sourceOf.values()].map((source) => (source ? sourceText(source) : '')).join('\n');
  for (const link of linksOf(draft.body)) {
    if (!allowed(link, allowedHosts) && !everything.includes(link)) problems.push({ code: 'foreign_link', text: link });
  }
  return { claims, problems };
}

type Facts = { text: string; sameLanguage: boolean };

function checkClaim(text: string, facts: Facts, allowedHosts: string[], customer: string): ProblemCode | null {
  const evidence = facts.text;
  for (const link of linksOf(text))
    if (!allowed(link, allowedHosts) && !evidence.includes(link))
      return customer.includes(link) ? 'repeats_customer' : 'foreign_link';
  for (const address of text.match(ADDRESS) ?? [])
    if (!fold(evidence).includes(fold(address)))
      return fold(customer).includes(fold(address)) ? 'repeats_customer' : 'foreign_address';
  const known = numbersOf(evidence);
  for (const number of numbersOf(text))
    if (!known.has(number)) return numbersOf(customer).has(number) ? 'repeats_customer' : 'not_in_source';
  for (const { pattern } of PROMISES) if (pattern.test(fold(text)) && !pattern.test(fold(evidence))) return 'promise';
  return facts.sameLanguage && unrelated(text, evidence) ? 'not_in_source' : null;
}

/** In the passage's own language, a claim that shares hardly a word with what it cites is not from there. */
function unrelated(text: string, evidence: string): boolean {
  const terms = [...new Set(tokenize(text))].filter((term) => term.length > 2 && !/\d/.test(term));
  if (terms.length < 4) return false;
  const known = new Set(tokenize(evidence));
  return terms.filter((term) => known.has(term)).length / terms.length < 0.3;
}

function sourceText(source: Evidence): string {
  return `${source.title}\n${source.heading}\n${source.text}`;
}

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Sentences and list items with the numbers that stand at their end. */
function claimsOf(answer: string): { text: string; cited: number[] }[] {
  const lines = answer.split('\n').filter((line) => line.trim() && !/^\s*(\||```)/.test(line));
  return lines
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').replace(/([.!?。!?])((?:\s*\[\d{1,2}\])+)/gu, '$2$1'))
    .flatMap(sentences)
    .map((sentence) => ({
      text: sentence.replace(/\s*\[\d{1,2}\]/g, '').trim(),
      cited: [...sentence.matchAll(/\[(\d{1,2})\]/g)].map(([, digits]) => Number(digits)),
    }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** Short connecting sentences ("You can do this in two ways:") need no source; anything with a number, link or five content words does. */
function factual(text: string): boolean {
  if (linksOf(text).length > 0 || ADDRESS_ONE.test(text) || numbersOf(text).size > 0) return true;
  if (PROMISES.some(({ pattern }) => pattern.test(fold(text)))) return true;
  return !/[:?]$/.test(text) && tokenize(text).length >= 5;
}

const ADDRESS_ONE = /[\w.+-]+@[\w-]+\.\w+/;

/** 1,200.50 and 1.200,50 and 1200.5 are the same number; times and versions stay as they are. */
export function numbersOf(text: string): Set<string> {
  const found = text.replace(/(^|\n)\s*\d{1,2}[.)]\s/g, '$1').matchAll(/\d+(?:[.,:/-]\d+)*/g);
  return new Set([...found].map(([number]) => normal(number)));
}

function normal(number: string): string {
  if (/[:/-]/.test(number)) return number;
  const parts = number.split(/[.,]/);
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return String(Number(number));
  const decimals = last.length === 3 ? '' : last.replace(/0+$/, '');
  const whole = last.length === 3 ? parts.join('') : parts.slice(0, -1).join('');
  return decimals ? `${Number(whole)}.${decimals}` : String(Number(whole));
}

const LINK = /\b(?:https?:\/\/|hxxps?:\/\/|www\.)[^\s)\]>"'*]+/gi;

function linksOf(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(/[.,;:!?]+$/, ''));
}

function allowed(link: string, hosts: string[]): boolean {
  const url = URL.canParse(link) ? new URL(link) : URL.canParse(`https://${link}`) ? new URL(`https://${link}`) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && hosts.includes(url.host);
}
