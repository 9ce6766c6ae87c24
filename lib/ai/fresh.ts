// Where two sources contradict each other the newer one holds. Pure; knows nothing but their words and dates.
import { tokenize } from '#lib/knowledge/tokens.ts';
import type { Evidence } from './types.ts';

const MONTH = 30 * 86_400_000;

/** Two sources about the same thing with different numbers: the one that is older by two months or more is not quoted. */
export function markOutdated(evidence: Evidence[]): void {
  for (const older of evidence) {
    older.outdated = evidence.some((newer) => {
      if (newer.source === older.source) return false;
      if (Date.parse(newer.updatedAt) - Date.parse(older.updatedAt) < 2 * MONTH) return false;
      return sameMatter(newer, older) && contradict(newer.text, older.text);
    });
  }
}

function sameMatter(a: Evidence, b: Evidence): boolean {
  const left = new Set(tokenize(`${a.title} ${a.heading} ${a.text}`));
  const right = new Set(tokenize(`${b.title} ${b.heading} ${b.text}`));
  const shared = [...left].filter((term) => right.has(term)).length;
  const titles = new Set(tokenize(a.title));
  const titleShared = tokenize(b.title).some((term) => titles.has(term));
  return titleShared && shared / Math.min(left.size, right.size) > 0.3;
}

const QUANTITY = /(\d+(?:[.,]\d+)?)\s*(?:\*\*)?\s*(?:a |per |working |business |calendar )?([a-z%€$£]{1,12})/giu;

/** The same unit with no number in common. */
function contradict(a: string, b: string): boolean {
  const left = quantities(a);
  const right = quantities(b);
  return [...left].some(([unit, numbers]) => {
    const others = right.get(unit);
    return others !== undefined && ![...numbers].some((number) => others.has(number));
  });
}

function quantities(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, number = '', unit = ''] of text.matchAll(QUANTITY)) {
    const key = unit.toLowerCase().replace(/s$/, '');
    found.set(key, (found.get(key) ?? new Set()).add(number));
  }
  return found;
}
