// Reads knowledge and questions from files, in the formats of the evaluation corpora, into what the production stages take.
import { readFileSync } from 'node:fs';
import { cutPassages } from '#lib/knowledge/cut.ts';
import { buildPassageIndex, type PassageIndex, type SourcedPassage } from '#lib/knowledge/passage-index.ts';

/** `body` or `text` holds the article; `visibility: internal` is kept out of what customers may see. */
export type KnowledgeRow = {
  id: string;
  title: string;
  body?: string;
  text?: string;
  collection?: string;
  visibility?: string;
  updated?: string;
  lang?: string;
};

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
  index: PassageIndex;
  idOf: (source: string) => string;
  internalTexts: string[];
};

export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as T);
}

export function loadCorpus(
  articles: KnowledgeRow[],
  snippets: KnowledgeRow[] = [],
  removed: Set<string> = new Set(),
): Corpus {
  const ids = new Map<string, string>();
  const passages: SourcedPassage[] = [];
  const internalTexts: string[] = [];
  for (const [kind, rows] of [
    ['a', articles],
    ['s', snippets],
  ] as const) {
    rows.forEach((row, position) => {
      if (removed.has(row.id)) return;
      const body = row.body ?? row.text ?? '';
      const source = `${kind}${position + 1}`;
      if (row.visibility === 'internal') {
        internalTexts.push(...cutPassages(body).map(({ text }) => text));
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
          updatedAt: new Date(row.updated ?? '2026-01-01'),
          internal: false,
          ...piece,
        });
      }
    });
  }
  return { index: buildPassageIndex(passages), idOf: (source) => ids.get(source) ?? source, internalTexts };
}

type RawQuestion = {
  id: string;
  text?: string;
  query?: string;
  subject?: string | null;
  channel?: string;
  gold?: string[];
  label?: string;
  risk?: string[];
  lang?: string;
  after_removal?: string;
};

/** @param removal the knowledge was loaded without the removed articles: take each question's label for that state. */
export function loadQuestions(
  rows: RawQuestion[],
  { removal = false, removed = new Set<string>() } = {},
): QuestionRow[] {
  return rows.map((row) => {
    const label = removal && row.after_removal ? row.after_removal : (row.label ?? (row.gold ? 'answerable' : null));
    const outcome = label === 'unanswerable' ? 'unknown' : label === 'partial' ? 'partly' : label;
    return {
      id: row.id,
      text: row.text ?? row.query ?? '',
      subject: row.subject ?? '',
      channel: row.channel === 'chat' || row.channel === 'form' || row.channel === 'api' ? row.channel : 'email',
      gold: (row.gold ?? []).filter((id) => !removed.has(id)),
      outcome,
      risks: row.risk ?? null,
      language: row.lang ?? null,
    };
  });
}
