// The label that confidence learns from: was the proposal sent as it stood? Computed, never asked.

import { withoutMarks } from '#lib/outbox/marks.ts';

/** Share of the characters that may differ, and the length up to which the difference is counted at all. */
const TYPO_SHARE = 0.02;
const LONGEST_COMPARED = 20_000;
const LONGEST_GREETING = 60;

const GREETING =
  /^(hi|hello|hey|dear|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|bonsoir|salut|ch(er|ère|ers)|hola|buen[oa]s|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|buonasera|gentile|ol[áa]|oi|bom dia|boa tarde|car[oa]|prezad[oa]|beste|geachte|dag|hoi)\b|^(こんにちは|お世話に|您好|你好|尊敬的)|様[、,]?$/iu;

/**
 * True when `sent` is `proposed` up to: white space, citation marks, the greeting line, and an edit distance of at most 2% of the
 * characters of the longer text. Numbers and links must be the same: one digit is a different fact, not a typo.
 * Texts beyond 20,000 characters must be equal after the first three.
 */
export function isUnchanged(proposed: string, sent: string): boolean {
  const a = normal(proposed);
  const b = normal(sent);
  if (a === b) return true;
  const longer = Math.max(a.length, b.length);
  if (longer > LONGEST_COMPARED || facts(a) !== facts(b)) return false;
  return withinDistance(a, b, Math.floor(longer * TYPO_SHARE));
}

function normal(body: string): string {
  const lines = withoutMarks(body.normalize('NFC'))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const [first] = lines;
  if (lines.length > 1 && first && first.length <= LONGEST_GREETING && GREETING.test(first)) lines.shift();
  return lines.join(' ').replace(/\s+/g, ' ');
}

function facts(text: string): string {
  return (text.match(/https?:\/\/\S+|[\w.+-]{1,64}@[\w.-]+|\d+([.,:]\d+)*/g) ?? []).join(' ');
}

/** Ukkonen's band: only cells within `limit` of the diagonal can matter, so this is O(length × limit). */
function withinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  const far = limit + 1;
  let above = new Uint16Array(b.length + 1).fill(far);
  for (let j = 0; j <= Math.min(limit, b.length); j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1).fill(far);
    if (i <= limit) row[0] = i;
    let best = row[0] ?? far;
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const swap = (above[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(far, swap, (above[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
      row[j] = cost;
      best = Math.min(best, cost);
    }
    if (best > limit) return false;
    above = row;
  }
  return (above[b.length] ?? far) <= limit;
}
