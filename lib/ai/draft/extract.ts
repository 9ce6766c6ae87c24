// The built-in answerer: quotes the help center instead of writing. Steps stay steps; otherwise the one to three sentences that fit best.
import { queryTerms } from '#lib/knowledge/passage-index.ts';
import { stem, tokenize } from '#lib/knowledge/tokens.ts';
import { translateTerms } from '../lexicon.ts';
import type { Evidence, Judgement } from '../types.ts';

export type ExtractInput = { question: string; evidence: Evidence[]; judgement: Judgement; language: string };
export type Extracted = { kind: 'reply' | 'abstain'; answer: string };

const MAX_SENTENCES = 3;
const MAX_STEPS = 10;
/** Below this chance of being covered at all, saying nothing is the honest answer. */
const LEAST_COVERED = 0.3;

export function extractAnswer({ question, evidence, judgement, language }: ExtractInput): Extracted {
  const { answerable, partly } = judgement.outcomes;
  const usable = evidence.filter((item) => !item.outdated);
  const [best, ...rest] = usable;
  if (!best || answerable + partly < LEAST_COVERED) return { kind: 'abstain', answer: '' };
  const wanted = translateTerms(queryTerms(question), question, language);
  const parts = [quote(best, 1, wanted)];
  const second = rest.findIndex((item) => item.source !== best.source && item.score > best.score * 0.75);
  const asks = question.match(/[?？]/g)?.length ?? 0;
  const other = rest[second];
  if (asks >= 2 && other && language === best.language) parts.push(quote(other, usable.indexOf(other) + 1, wanted, 1));
  const answer = parts.filter(Boolean).join('\n\n');
  return answer ? { kind: 'reply', answer } : { kind: 'abstain', answer: '' };
}

function quote(passage: Evidence, n: number, wanted: Map<string, number>, most = MAX_SENTENCES): string {
  const blocks = passage.text.split(/\n{2,}/);
  const steps = blocks.findIndex((block) => /^\s*\d+[.)]\s/.test(block));
  if (steps >= 0 && most > 1) {
    const scores = blocks.map((block) => overlap(block, wanted));
    const prose = scores.map((score, index) => (index === steps ? 0 : score));
    // The steps are the answer unless some paragraph beside them plainly fits better.
    if ((scores[steps] ?? 0) >= Math.max(...prose) * 0.5 || passage.heading) return stepsOf(blocks, steps, n);
  }
  return sentencesOf(passage, wanted, n, most);
}

function stepsOf(blocks: string[], at: number, n: number): string {
  const lines = (blocks[at] ?? '').split('\n').filter((line) => line.trim());
  const intro = at > 0 ? (sentences(blocks[at - 1] ?? '').at(-1) ?? '') : '';
  const kept = lines.slice(0, MAX_STEPS).map((line) => (/^\s*\d+[.)]\s/.test(line) ? `${line} [${n}]` : line));
  return `${intro && !/^[-*|]/.test(intro) ? `${intro} [${n}]\n\n` : ''}${kept.join('\n')}`;
}

function sentencesOf(passage: Evidence, wanted: Map<string, number>, n: number, most: number): string {
  const all = passage.text.split(/\n{2,}/).flatMap((block) => units(block));
  const scored = all.map((text, index) => ({ text, index, score: overlap(text, wanted) + (index === 0 ? 0.15 : 0) }));
  const first = [...scored].sort((a, b) => b.score - a.score || a.index - b.index)[0];
  if (!first) return '';
  const chosen = new Set([first.index]);
  // What follows the best sentence usually completes it ("this does not apply to…").
  const next = scored[first.index + 1];
  if (next && chosen.size < most) chosen.add(next.index);
  for (const candidate of [...scored].sort((a, b) => b.score - a.score)) {
    if (chosen.size >= most) break;
    if (candidate.score >= first.score * 0.5) chosen.add(candidate.index);
  }
  const kept = scored.filter(({ index }) => chosen.has(index)).map(({ text }) => `${text} [${n}]`);
  const listed = kept.every((text) => /^\s*[-*+]\s/.test(text));
  return kept.join(listed ? '\n' : kept.some((text) => /^\s*([-*+]|\d+[.)])\s/.test(text)) ? '\n' : ' ');
}

/** Sentences of prose, items of a list, rows of a table as "a: b, c". */
function units(block: string): string[] {
  if (block.startsWith('|')) return rows(block);
  if (/^\s*([-*+]|\d+[.)])\s/.test(block))
    return block.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)/).map((item) => item.trim());
  if (/^(```|~~~)/.test(block)) return [];
  return sentences(block);
}

function rows(table: string): string[] {
  const cells = table.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .filter(Boolean),
  );
  const [header = [], , ...body] = cells;
  return body.map(
    (row) =>
      `- ${row[0] ?? ''}: ${row
        .slice(1)
        .map((cell, index) => `${header[index + 1] ?? ''} ${cell}`.trim())
        .join(', ')}`,
  );
}

/** Splits at sentence ends, not at "e.g." or "3.5". */
export function sentences(text: string): string[] {
  return text
    .replace(/\n/g, ' ')
    .split(/(?<=[.!?。!?][)*”"']{0,3})\s+(?=[\p{Lu}\p{N}“"'*(\p{Lo}])/u)
    .reduce<string[]>((parts, part) => {
      const last = parts.at(-1);
      if (last && /\b(e\.g|i\.e|etc|z\.B|bzw|p\.ej|No|Nr|approx|Mr|Mrs|Dr)\.$/.test(last))
        parts[parts.length - 1] = `${last} ${part}`;
      else parts.push(part);
      return parts;
    }, [])
    .map((part) => part.trim())
    .filter(Boolean);
}

function overlap(text: string, wanted: Map<string, number>): number {
  const terms = new Set(tokenize(text));
  let sum = 0;
  for (const [term, weight] of wanted) if (terms.has(stem(term)) || terms.has(term)) sum += weight;
  return sum / Math.sqrt(Math.max(terms.size, 6));
}
