// What the AI would have written beside what the person wrote: claim by claim, then one number. Pure; knows nothing about who was right.
import { claimsOf } from '#lib/ai/verify/claims.ts';
import { numbersOf } from '#lib/ai/verify/quantities.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { isUnchanged } from '#lib/reviews/unchanged.ts';

/** both: the other text says it too. differs: it says so with other numbers or links. alone: the other text does not say it. */
export type ComparedClaim = { text: string; state: 'both' | 'differs' | 'alone'; beside: string | null; step: boolean };

export type Comparison = {
  /** Dice's coefficient of the content words (stems, no stop words): 0 nothing shared, 1 the same words. */
  similarity: number;
  verdict: 'same' | 'alike' | 'unclear' | 'different';
  draft: ComparedClaim[];
  written: ComparedClaim[];
  /** Numbers, links and addresses, each as found. */
  facts: { both: string[]; draft: string[]; written: string[] };
};

/**
 * Where the two texts agree so far that a person would hardly have changed the draft, and so little that they surely would have.
 * Stated, not fitted: between them nobody can say, and nothing is counted.
 */
const ALIKE = 0.6;
const DIFFERENT = 0.3;
/** Content words below which a text says too little to be judged by its words. */
const FEWEST = 4;
/** Share of a claim's words that a claim of the other text must hold to be about the same. */
const SAME_CLAIM = 0.5;

/** @param draft the answer alone, with its [n] marks: greeting, sources and closing are no claims. */
export function compareReplies(draft: string, written: string): Comparison {
  const mine = withoutMarks(draft);
  const facts = shareFacts(factsOf(mine), factsOf(written));
  const [words, others] = [wordsOf(mine), wordsOf(written)];
  const similarity = dice(words, others);
  const claims = saidIn(mine);
  const theirs = saidIn(written);
  const compared = claims.map((claim) => compareClaim(claim, theirs));
  const verdict = isUnchanged(draft, written)
    ? 'same'
    : apart(words, others)
      ? 'different'
      : compared.some(({ state }) => state === 'differs')
        ? 'different'
        : similarity >= ALIKE && facts.draft.length === 0
          ? 'alike'
          : 'unclear';
  return { similarity, verdict, draft: compared, written: theirs.map((claim) => compareClaim(claim, claims)), facts };
}

type Said = { text: string; step: boolean };

/** "Hi Maja," and "Kind regards" claim nothing; stars are for the eye. */
function saidIn(text: string): Said[] {
  return claimsOf(text)
    .map((claim) => ({ text: claim.text.replaceAll('**', ''), step: claim.step }))
    .filter((claim) => wordsOf(claim.text).size > 1 || factsOf(claim.text).size > 0);
}

function compareClaim({ text, step }: Said, others: Said[]): ComparedClaim {
  const words = wordsOf(text);
  let best: { text: string; share: number } | null = null;
  for (const other of others) {
    const share = dice(words, wordsOf(other.text));
    if (share >= SAME_CLAIM && share > (best?.share ?? 0)) best = { text: other.text, share };
  }
  if (!best) return { text, step, state: 'alone', beside: null };
  const own = factsOf(text);
  const there = factsOf(best.text);
  // One text may say more than the other; only where both name facts and share none do they contradict each other.
  const differs = own.size > 0 && there.size > 0 && ![...own].some((fact) => there.has(fact));
  return { text, step, state: differs ? 'differs' : 'both', beside: best.text };
}

/** Numbers (by value), links and addresses. */
export function factsOf(text: string): Set<string> {
  const links = (text.match(LINK) ?? []).map((link) => link.replace(/[.,;:!?)]+$/, '').toLowerCase());
  return new Set([...links, ...numbersOf(text.replace(LINK, ' '))]);
}

const LINK = /\bhttps?:\/\/[^\s)\]>"'*]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;

function shareFacts(draft: Set<string>, written: Set<string>): Comparison['facts'] {
  return {
    both: [...draft].filter((fact) => written.has(fact)),
    draft: [...draft].filter((fact) => !written.has(fact)),
    written: [...written].filter((fact) => !draft.has(fact)),
  };
}

function wordsOf(text: string): Set<string> {
  return new Set(tokenize(text.replace(LINK, ' ')));
}

/** Of the shorter text hardly a word is in the longer one: a short answer beside a long one need not be another answer. */
function apart(a: Set<string>, b: Set<string>): boolean {
  const shorter = Math.min(a.size, b.size);
  return shorter >= FEWEST && [...a].filter((word) => b.has(word)).length / shorter < DIFFERENT;
}

function dice(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0;
  return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
}
