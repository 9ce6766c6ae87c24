// Where the help center has no answer: what people answered to the same question before. Pure; only our team's words come out of here, and the gate
// holds whatever rests on them.
import type { SolvedCandidate } from '#lib/knowledge/solved-search.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { type AskedPart, type Evidence, HARDLY_COVERED, type Judgement, type Retrieval } from './types.ts';
import { rarity, similarity } from './words.ts';

/** How alike two questions must be, 0 to 1, before the answer to one is proposed for the other. Measured: docs/decisions/2026-11-30-solved-answers.md. */
export const ALIKE = 0.7;
/** Among answers whose questions are about as alike, the newest counts. */
const AS_ALIKE = 0.05;
const MOST = 3;
const TITLE = 80;

/** Words to look with; empty where the help center's own answer is to be given, or where no answer is ours to give. */
export function solvedTerms(question: string, { asks }: Retrieval, { outcome }: Judgement): string[] {
  if (outcome !== 'unknown' && outcome !== 'partly') return [];
  return [...new Set(openAsks(asks, outcome).flatMap((ask) => waysToSay(ask, asks, question).flat()))];
}

/** With the earlier answers behind everything of the help center's, each named by the ask that it speaks to. */
export function withSolved(
  question: string,
  retrieval: Retrieval,
  judgement: Judgement,
  candidates: SolvedCandidate[],
): Retrieval {
  const { evidence, asks } = retrieval;
  const added = new Map<number, Evidence>();
  const answered = new Map<AskedPart, number>();
  for (const ask of openAsks(asks, judgement.outcome)) {
    const best = mostAlike(waysToSay(ask, asks, question), candidates);
    if (!best || (added.size >= MOST && !added.has(best.conversationId))) continue;
    added.set(best.conversationId, added.get(best.conversationId) ?? toEvidence(best));
    answered.set(ask, -best.conversationId);
  }
  if (added.size === 0) return retrieval;
  return {
    ...retrieval,
    evidence: [...evidence, ...added.values()],
    topic: retrieval.topic ?? candidates.find(({ conversationId }) => added.has(conversationId))?.topic ?? null,
    asks: asks.map((ask) => {
      const solvedId = answered.get(ask);
      return solvedId === undefined ? ask : { ...ask, solvedId };
    }),
  };
}

/** Where nothing is known, all of them; where a part is, those that the help center hardly touches. */
function openAsks(asks: AskedPart[], outcome: Judgement['outcome']): AskedPart[] {
  return outcome === 'partly' ? asks.filter(({ coverage }) => coverage < HARDLY_COVERED) : asks;
}

/** "Can I hide it?" says little: where one thing is asked, the whole message may say what. */
function waysToSay(ask: AskedPart, asks: AskedPart[], question: string): string[][] {
  return asks.length === 1 ? [tokenize(ask.text), tokenize(question)] : [tokenize(ask.text)];
}

function mostAlike(ways: string[][], candidates: SolvedCandidate[]): SolvedCandidate | null {
  const near = candidates
    .map((candidate) => ({ candidate, share: Math.max(...ways.map((terms) => alike(terms, candidate.terms))) }))
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share);
  const least = (near[0]?.share ?? 0) - AS_ALIKE;
  return (
    near.filter(({ share }) => share >= least).sort((a, b) => +b.candidate.solvedAt - +a.candidate.solvedAt)[0]
      ?.candidate ?? null
  );
}

/** How far two questions ask the same, 0 to 1: each one's words found in the other, rare words counting more, near ones in part. */
export function alike(a: string[], b: string[]): number {
  const [mine, theirs] = [[...new Set(a)], [...new Set(b)]];
  if (mine.length === 0 || theirs.length === 0) return 0;
  return Math.sqrt(heldBy(mine, theirs) * heldBy(theirs, mine));
}

function heldBy(words: string[], others: string[]): number {
  let [held, all] = [0, 0];
  for (const word of words) {
    const weight = Math.max(LEAST_WEIGHT, rarity(word) - EVERYDAY);
    all += weight;
    held += weight * Math.max(0, ...others.map((other) => near(word, other)));
  }
  return held / all;
}

const EVERYDAY = 0.3;
const LEAST_WEIGHT = 0.05;
const NEAR = 0.55;

const near = (a: string, b: string) => (a === b ? 1 : Math.max(0, (similarity(a, b) - NEAR) / (1 - NEAR)) * 0.8);

/** Negative ids: solved answers stand in a table of their own. The title is the answer's own beginning, for the question's words are the customer's. */
function toEvidence({ conversationId, answer, language, solvedAt }: SolvedCandidate): Evidence {
  return {
    id: -conversationId,
    articleId: null,
    snippetId: null,
    solvedId: conversationId,
    source: `c${conversationId}`,
    title: titleOf(answer),
    slug: null,
    heading: '',
    text: answer,
    language,
    score: 0,
    updatedAt: solvedAt.toISOString(),
    outdated: false,
    stale: false,
  };
}

export function titleOf(answer: string): string {
  const line = answer
    .replace(/\*\*|__|`|^\s*(?:[-*+]|\d+[.)])\s+/gm, '')
    .split(/\n|(?<=[.!?])\s/)[0]
    ?.trim();
  if (!line || line.length <= TITLE) return line ?? '';
  return `${line.slice(0, TITLE).replace(/\s+\S*$/, '')}…`;
}
