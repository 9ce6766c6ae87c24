// How a question is put, whatever it is about: "can X be…", "is there a…", "instead of" ask for what help centers seldom hold; "my … says", "how do I"
// for what they do. Only everyday words are seen: every other word is a blank, every number the same.
import { fold } from '#lib/knowledge/tokens.ts';
import { asksOf } from './asks.ts';
import data from './data/style.json' with { type: 'json' };

export type StyleModel = { common: string; bias: number; weights: Record<string, number> };

/** Log-odds that a help center holds the answer, judged by the question's form alone; 0 for languages that it does not read. */
export function style(question: string, language: string, model: StyleModel = data): number {
  if (language !== 'en') return 0;
  const forms = styleFeatures(question, commonWords(model));
  const sum = forms.reduce((total, form) => total + (model.weights[form] ?? 0), 0);
  return model.bias + sum / Math.sqrt(Math.max(forms.length, 1));
}

/** Everyday words and pairs of neighbours, each once. */
export function styleFeatures(question: string, common: Set<string>): string[] {
  // What is asked alone: the story round it is told alike, answered or not.
  const words = fold(asksOf(question.slice(0, 4000)).join('\n')).match(/[\p{L}\p{N}]+|[?!]/gu) ?? [];
  const found = new Set<string>();
  let before = '^';
  for (const word of words) {
    const seen = /^[?!]$/.test(word) || common.has(word) ? word : /\d/.test(word) ? '#' : '*';
    if (seen !== '*') found.add(seen);
    found.add(`${before} ${seen}`);
    before = seen;
  }
  return [...found];
}

const sets = new WeakMap<StyleModel, Set<string>>();

function commonWords(model: StyleModel): Set<string> {
  const known = sets.get(model) ?? new Set(model.common.split(' '));
  sets.set(model, known);
  return known;
}
