// Lays a draft and what was sent beside each other, sentence by sentence. Pure.
import { claimsOf } from '#lib/ai/verify/claims.ts';
import { fold } from '#lib/knowledge/tokens.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';

/** `before` null: added; `after` null: taken out. `cited`: the draft's citation number of this sentence, of the one before it when added. */
export type Change = { before: string | null; after: string | null; cited: number | null; step: boolean };

/** Share of words (Dice) from which two sentences are the same one, reworded. */
const SAME = 0.45;
/** Beyond this many sentences nobody edits sentence by sentence; the rest is left alone. */
const MOST = 60;

type Said = { text: string; key: string; cited: number | null; step: boolean; words: Set<string> };

/** In the order of what was sent; what was taken out comes last. */
export function changesBetween(draft: string, sent: string): Change[] {
  const mine = read(draft);
  const theirs = read(withoutMarks(sent));
  const pairs = pair(mine, theirs);
  const changes: Change[] = [];
  let anchor: number | null = null;
  for (const said of theirs) {
    const before = pairs.get(said);
    if (!before) {
      changes.push({ before: null, after: said.text, cited: anchor, step: said.step });
      continue;
    }
    anchor = before.cited;
    if (before.key !== said.key)
      changes.push({ before: before.text, after: said.text, cited: before.cited, step: said.step });
  }
  const kept = new Set(pairs.values());
  for (const said of mine)
    if (!kept.has(said)) changes.push({ before: said.text, after: null, cited: said.cited, step: said.step });
  return changes;
}

function read(body: string): Said[] {
  return claimsOf(body)
    .slice(0, MOST)
    .map(({ text, cited, step }) => {
      const bare = text.replace(/\*\*|__|`/g, '').trim();
      const folded = fold(bare);
      return {
        text: bare,
        key: folded.replace(/\s+/g, ' '),
        cited: cited[0] ?? null,
        step,
        words: new Set(folded.match(/[\p{L}\p{N}]+/gu) ?? []),
      };
    });
}

/** Equal sentences first, then the most alike, each once. */
function pair(mine: Said[], theirs: Said[]): Map<Said, Said> {
  const pairs = new Map<Said, Said>();
  const free = new Set(mine);
  for (const said of theirs) {
    const equal = [...free].find(({ key }) => key === said.key);
    if (!equal) continue;
    pairs.set(said, equal);
    free.delete(equal);
  }
  const alike = theirs
    .filter((said) => !pairs.has(said))
    .flatMap((said) => [...free].map((other) => ({ said, other, share: dice(said.words, other.words) })))
    .filter(({ share }) => share >= SAME)
    .sort((a, b) => b.share - a.share);
  for (const { said, other } of alike) {
    if (pairs.has(said) || !free.has(other)) continue;
    pairs.set(said, other);
    free.delete(other);
  }
  return pairs;
}

export function dice(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0;
  return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
}
