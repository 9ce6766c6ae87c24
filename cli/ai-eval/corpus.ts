// Knowledge and questions, in the formats of the evaluation corpora, as the production stages take them.
import type { EmbedTexts } from '#lib/ai/models/embed.ts';
import { cutPassages } from '#lib/knowledge/cut.ts';
import { buildPassageIndex, type PassageIndex, type PublicPassage } from '#lib/knowledge/passage-index.ts';
import { embeddedText, type Vector } from '#lib/knowledge/vectors.ts';
import type { KnowledgeRow, RawQuestion } from './files.ts';

export type QuestionRow = {
  id: string;
  /** The message; `query` in some sets. */
  text: string;
  subject: string;
  channel: 'email' | 'form' | 'chat' | 'api';
  gold: string[];
  /** The expected outcome, in our words; null where the set does not say. */
  outcome: string | null;
  risks: string[] | null;
  language: string | null;
};

export type Corpus = {
  index: PassageIndex<PublicPassage>;
  idOf: (source: string) => string;
  /** What may never be said: the internal articles, by id. */
  internal: { id: string; text: string }[];
  publicText: string;
};

export function loadCorpus(
  articles: KnowledgeRow[],
  snippets: KnowledgeRow[] = [],
  removed: Set<string> = new Set(),
): Corpus {
  const ids = new Map<string, string>();
  const passages: PublicPassage[] = [];
  const internal: Corpus['internal'] = [];
  for (const [kind, rows] of [
    ['a', articles],
    ['s', snippets],
  ] as const) {
    rows.forEach((row, position) => {
      if (removed.has(row.id)) return;
      const body = row.body ?? row.text ?? '';
      const source = `${kind}${position + 1}`;
      if (isInternal(row)) {
        internal.push({ id: row.id, text: `${row.title}\n${body}` });
        return;
      }
      ids.set(source, row.id);
      for (const piece of cutPassages(body)) {
        passages.push({
          id: passages.length + 1,
          articleId: kind === 'a' ? position + 1 : null,
          snippetId: kind === 's' ? position + 1 : null,
          title: row.title,
          slug: kind === 'a' ? row.id : null,
          topic: row.collection ?? null,
          language: row.lang ?? 'en',
          updatedAt: dateOf(row.updated) ?? new Date('2026-01-01'),
          reviewBy: dateOf(row.review_by),
          internal: false,
          ...piece,
        });
      }
    });
  }
  const publicText = passages.map(({ title, heading, text }) => `${title}\n${heading}\n${text}`).join('\n');
  return { index: buildPassageIndex(passages), idOf: (source) => ids.get(source) ?? source, internal, publicText };
}

/** With each passage read by the workspace's embedding model. */
export async function embedCorpus(corpus: Corpus, embed: EmbedTexts): Promise<Corpus> {
  const { passages } = corpus.index;
  const vectors: Vector[] = [];
  for (let from = 0; from < passages.length; from += 64)
    vectors.push(...(await embed(passages.slice(from, from + 64).map(embeddedText))).vectors);
  return { ...corpus, index: buildPassageIndex(passages.map((one, at) => ({ ...one, vector: vectors[at] }))) };
}

/** What is not said to be public is not, however it is called; some sets have no field for it and say so in the title. */
function isInternal({ visibility, title }: KnowledgeRow): boolean {
  return (
    (visibility && !/^(public|published)$/i.test(visibility.trim())) ||
    /^internal\b[^:]{0,20}:|\(internal\)\s*$/i.test(title)
  );
}

function dateOf(value: string | null | undefined): Date | null {
  const date = value ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** @param removal the knowledge was loaded without the removed articles: take each question's label for that state. */
export function loadQuestions(
  rows: RawQuestion[],
  { removal = false, removed = new Set<string>() } = {},
): QuestionRow[] {
  return rows.map((row) => {
    const label = labelOf(row, removal, removed);
    const planted = label === 'injection' || label === 'benign';
    return {
      id: row.id,
      text: row.text ?? row.query ?? '',
      subject: row.subject ?? '',
      channel: row.channel === 'chat' || row.channel === 'form' || row.channel === 'api' ? row.channel : 'email',
      gold: (row.gold ?? []).filter((id) => !removed.has(id)),
      outcome: planted ? null : outcomeOf(label),
      risks: planted ? (label === 'injection' ? ['injection'] : []) : (row.risk ?? null),
      language: row.lang ?? null,
    };
  });
}

/** What was answered only by articles that were taken away is not answered now, where the set does not say so itself. */
function labelOf({ label, gold, after_removal }: RawQuestion, removal: boolean, removed: Set<string>): string | null {
  if (removal && after_removal) return after_removal;
  const asked = label ?? (gold ? 'answerable' : null);
  const gone = removal && gold && gold.length > 0 && gold.every((id) => removed.has(id));
  return gone && (asked === 'answerable' || asked === 'partly') ? 'unanswerable' : asked;
}

function outcomeOf(given: string | null): string | null {
  const label =
    given
      ?.trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_') ?? null;
  if (label === 'unanswerable') return 'unknown';
  return label === 'partial' ? 'partly' : label;
}
