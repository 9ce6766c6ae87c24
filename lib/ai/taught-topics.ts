// Topics learn from what agents corrected: a message that reads like corrected ones gets their topic. Nearest neighbours, because one correction must
// already count and a handful must not outvote the help center everywhere.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';

type Taught = { topic: string; terms: Set<string> };
export type TaughtTopics = { taught: Taught[]; rarity: Map<string, number> };

/** The newest corrections that are looked at, and how much of each message. */
const MOST = 1000;
const CHARACTERS = 1000;
/** Below this likeness (0 to 1) a corrected message says nothing about another. */
const ALIKE = 0.4;

let kept: { newest: number; topics: TaughtTopics } | undefined;

/** Read once for each new correction. A conversation that was corrected twice teaches its last topic. */
export async function loadTaughtTopics(tx: Tx): Promise<TaughtTopics> {
  const [row] = await tx.execute<{ newest: number }>(
    sql`select coalesce(max(id), 0)::float8 as newest from corrections where field = 'topic'`,
  );
  const newest = row?.newest ?? 0;
  if (kept?.newest === newest) return kept.topics;
  const rows = await tx.execute<{ topic: string; text: string }>(sql`
    select distinct on (c.conversation_id) c.after as topic,
      left((select v.subject || ' ' || m.body from messages m where m.conversation_id = v.id and m.kind = 'inbound' order by m.id limit 1), ${CHARACTERS}) as text
    from (select * from corrections where field = 'topic' order by id desc limit ${MOST}) c
    join conversations v on v.id = c.conversation_id join topics t on t.key = c.after
    order by c.conversation_id, c.id desc`);
  const topics = learn([...rows].filter(({ text }) => text));
  kept = { newest, topics };
  return topics;
}

export function learn(examples: { topic: string; text: string }[]): TaughtTopics {
  const taught = examples.map(({ topic, text }) => ({ topic, terms: new Set(tokenize(text)) }));
  const seen = new Map<string, number>();
  for (const { terms } of taught) for (const term of terms) seen.set(term, (seen.get(term) ?? 0) + 1);
  const rarity = new Map([...seen].map(([term, n]) => [term, Math.log(1 + taught.length / n)]));
  return { taught, rarity };
}

/** The topic whose corrected messages are most like this text; null when none is like it. */
export function taughtTopic({ taught, rarity }: TaughtTopics, text: string): string | null {
  if (taught.length === 0) return null;
  const terms = new Set(tokenize(text.slice(0, CHARACTERS)));
  const votes = new Map<string, number>();
  for (const one of taught) {
    const likeness = alike(terms, one.terms, rarity);
    if (likeness >= ALIKE) votes.set(one.topic, (votes.get(one.topic) ?? 0) + likeness);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** P. Jaccard's index (1901), each term weighed by how rare it is. */
function alike(a: Set<string>, b: Set<string>, rarity: Map<string, number>): number {
  // A term that nobody was taught is as rare as one that was taught once.
  const weigh = (term: string) => rarity.get(term) ?? Math.log(2);
  let shared = 0;
  let all = 0;
  for (const term of a) {
    const weight = weigh(term);
    all += weight;
    if (b.has(term)) shared += weight;
  }
  for (const term of b) if (!a.has(term)) all += weigh(term);
  return all === 0 ? 0 : shared / all;
}
