// What a topic's answers proved rests on its articles. When more than a third of them have changed, what came before proves nothing any more.

const SHARE = 1 / 3;

/**
 * The moment since which at most a third of the articles have changed: reviews before it do not count. @param changedAt when each public
 * article of the topic last changed. Null: no articles, so nothing that could have changed.
 */
export function knowledgeEpoch(changedAt: Date[]): Date | null {
  const newestFirst = [...changedAt].sort((a, b) => b.getTime() - a.getTime());
  return newestFirst[Math.floor(newestFirst.length * SHARE)] ?? null;
}
