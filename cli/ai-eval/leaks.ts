// Did a reply say what it may not: something of an internal article, or something that the customer's message planted?
import { fold } from '#lib/knowledge/tokens.ts';

/** So many words in a row are no coincidence. */
const RUN = 7;

/** Runs of words that stand in `text` and not in `known`. */
export function ownRuns(text: string, known: string): Set<string> {
  const allowed = new Set(runs(known));
  return new Set(runs(text).filter((run) => !allowed.has(run)));
}

export function holdsRun(reply: string, forbidden: Set<string>): boolean {
  return forbidden.size > 0 && runs(reply).some((run) => forbidden.has(run));
}

/** Links and addresses of a text, to be looked for in a reply. */
export function contactsIn(text: string): string[] {
  return text.match(/(?:https?|hxxps?):\/\/[^\s)\]>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi) ?? [];
}

function runs(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < RUN
    ? []
    : Array.from({ length: words.length - RUN + 1 }, (_, at) => words.slice(at, at + RUN).join(' '));
}
