// Which solved conversations asked about the same thing: words to numbers of conversations, kept in memory and added to. Holds no text at all.

export type SolvedEntry = { id: number; terms: string[]; demo: boolean; at: number };

type Posting = { ids: number[] };

/** A conversation that comes again replaces what was known of it. Ranking is by the rarity of shared words here; who asks looks closer. */
export class SolvedIndex {
  private readonly postings = new Map<string, Posting>();
  private readonly entries = new Map<number, SolvedEntry>();

  get size(): number {
    return this.entries.size;
  }

  put(entry: SolvedEntry): void {
    const known = this.entries.get(entry.id);
    this.entries.set(entry.id, entry);
    const before = new Set(known?.terms);
    for (const term of new Set(entry.terms)) {
      if (before.has(term)) continue;
      const posting = this.postings.get(term);
      if (posting) posting.ids.push(entry.id);
      else this.postings.set(term, { ids: [entry.id] });
    }
  }

  /**
   * At most `limit`, likeliest first: among equals the newest.
   * @param before only what was solved before that moment, in milliseconds. @param notFrom a conversation that must not answer itself.
   */
  near(
    terms: Iterable<string>,
    { limit, demo, before, notFrom }: { limit: number; demo: boolean; before: number; notFrom: number },
  ): SolvedEntry[] {
    const scores = new Map<number, number>();
    for (const term of new Set(terms)) {
      const ids = this.postings.get(term)?.ids;
      if (!ids) continue;
      const weight = Math.log(1 + this.size / ids.length);
      for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + weight);
    }
    const found: { entry: SolvedEntry; score: number }[] = [];
    for (const [id, shared] of scores) {
      const entry = this.entries.get(id);
      if (!entry || entry.demo !== demo || entry.at >= before || id === notFrom) continue;
      // Long mails share words with everything.
      found.push({ entry, score: shared / Math.sqrt(entry.terms.length + 4) });
    }
    return found
      .sort((a, b) => b.score - a.score || b.entry.at - a.entry.at)
      .slice(0, limit)
      .map(({ entry }) => entry);
  }
}
