// Tells apart the things that one message asks. Pure; the questions of several languages.
import { tokenize } from '#lib/knowledge/tokens.ts';

const ASKING =
  /^\W*((and|also|but|so|or|then|btw|hi|hello|und|et|y|en|e)[, ]+)?(how|what|where|when|which|who|whose|why|can|could|do|does|did|is|are|will|would|may|must|should|shall|any|has|have|until when|at what|wie|was|wo|wann|kann|können|gibt|welche\p{L}*|warum|comment|combien|quel\p{L}*|est-ce|peut|où|cómo|como|cuánto|cuanto|cuál|dónde|puedo|hay|hoe|kan|kunnen|wat|waar|wanneer|qual|quanto|posso|podem|come|quando|dove)(?!\p{L})/iu;
const WISH =
  /\b(i (need|want|would like|'d like) to (know|understand)|tell me|let me know|please explain|wondering|not sure (if|how|whether|what)|(can'?t|cannot) (find|see)|where'?s|how (do|can)|is it possible|is there)\b/i;
/** "…, and how long does it take" asks something of its own. */
const JOINED =
  /(?:[,;]\s*|\s)(?:and|or|und|oder|et|y|en|e)\s+(?=(?:how|what|where|when|which|who|why|can|does|do|is|are|will|wie|was|wo|wann|kann|comment|combien|quel|cómo|cuánto|cuanto|hoe|wat|waar|quanto)(?!\p{L}))|\s*\((?:\d|[a-d])\)\s*/iu;

const MOST = 6;

/** In the order of the message, at most six; the whole text when nothing in it is put as a question. */
export function asksOf(question: string): string[] {
  const sentences = question
    .split(/\n+|(?<=[.!?])\s+|(?<=[？。！])/u)
    .map((part) => part.trim())
    .filter((part) => tokenize(part).length > 0);
  const asks = sentences
    .filter((part) => /[?？][)"'’”\s!]*$/u.test(part) || ASKING.test(part) || WISH.test(part))
    .flatMap((part) => part.split(JOINED))
    .filter((part) => tokenize(part).length > 0);
  if (asks.length > 0) return asks.slice(0, MOST);
  return sentences.length > 0 ? [sentences.join(' ')] : [];
}
